package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.jobs.view.RunView;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The runs: a list of their states, and the parts of each. A run is found by its id; no path is opened. */
final class RunsEndpoint implements Endpoint {
    private static final Map<String, RunResource> RESOURCES = OrderedMap.ofEntries(
            Map.entry("steps", RunsEndpoint::steps),
            Map.entry("config", (run, request) -> PageJson.object()
                    .put("text", run.config().text())),
            Map.entry("methods", (run, request) -> MethodResource.of(run)),
            Map.entry("alarms", (run, request) -> alarms(run)),
            Map.entry("slices", EpisodeResources::slices),
            Map.entry("visits", EpisodeResources::visits),
            Map.entry("visit", EpisodeResources::visit),
            Map.entry("queries", EpisodeResources::queries),
            Map.entry(
                    "dead-letters",
                    (run, request) -> PageJson.tree(run.deadLetters().newest())));

    private final Supplier<List<RunView>> runs;

    RunsEndpoint(Supplier<List<RunView>> runs) {
        this.runs = runs;
    }

    @Override
    public String path() {
        return "/api/runs";
    }

    @Override
    public void answer(Request request) throws IOException {
        List<String> below = request.below();
        if (below.isEmpty()) {
            request.send(list());
            return;
        }
        RunView run = runs.get().stream()
                .filter(one -> one.id().equals(below.get(0)))
                .findFirst()
                .orElseThrow(() -> BadRequestException.notFound("there is no such run"));
        RunResource resource = below.size() == 2 ? RESOURCES.get(below.get(1)) : null;
        if (resource == null) {
            throw BadRequestException.notFound(
                    "a run has the parts %s".formatted(String.join(", ", RESOURCES.keySet())));
        }
        request.send(resource.of(run, request));
    }

    private ObjectNode list() {
        ObjectNode json = PageJson.object();
        ArrayNode all = json.putArray("runs");
        for (RunView run : runs.get()) {
            run.status().ifPresent(status -> all.add(PageJson.tree(status)));
        }
        return json;
    }

    /** The active alarms and the newest changes. */
    static JsonNode alarms(RunView run) {
        ObjectNode json = PageJson.object();
        json.set("active", PageJson.tree(run.alarms().active()));
        json.set("newest", PageJson.tree(run.alarms().newest()));
        return json;
    }

    private static JsonNode steps(RunView run, Request request) {
        List<String> figures = Stream.of(request.parameter("figures").split(","))
                .filter(name -> !name.isEmpty())
                .toList();
        return steps(run, figures, (int) request.number("from", 0, 0, Integer.MAX_VALUE));
    }

    /**
     * The steps from a row on.
     *
     * @param figures all if empty
     */
    static JsonNode steps(RunView run, List<String> figures, int from) {
        ObjectNode json = PageJson.steps(run.id(), run.steps().slice(figures, from));
        run.steps().figures().forEach(json.putArray("names")::add);
        return json;
    }
}
