package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.jobs.view.EpisodeFilter;
import io.millrace.jobs.view.Queries;
import io.millrace.jobs.view.QueryLine;
import io.millrace.jobs.view.ResponseLine;
import io.millrace.jobs.view.RunView;
import io.millrace.jobs.view.SliceQuery;
import io.millrace.model.PromptKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Distributions, visits, responses and queries of a run. */
final class EpisodeResources {
    private static final int MOST_VISITS = 200;
    private static final int MOST_QUERIES = 500;
    private static final int MOST_SLICES = 400;

    private EpisodeResources() {}

    /** The distribution of a value over time or steps. */
    static JsonNode slices(RunView run, Request request) {
        String value = request.parameter("value");
        return PageJson.tree(run.windows()
                .slices(new SliceQuery(
                        value.isEmpty() ? "reward" : value,
                        request.parameter("by").equals("step"),
                        request.parameter("source"),
                        request.parameter("task"),
                        request.parameter("mode"),
                        request.number("firstStep", 0, 0, Long.MAX_VALUE),
                        request.number("lastStep", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                        (int) request.number("slices", 60, 1, MOST_SLICES))));
    }

    /** The newest visits with a matching response. */
    static JsonNode visits(RunView run, Request request) {
        EpisodeFilter filter = filter(request);
        long before = request.number("before", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        int limit = (int) request.number("limit", 50, 1, MOST_VISITS);
        ObjectNode json = (ObjectNode) PageJson.tree(run.texts().find(filter, before, limit));
        names(json, "modes", run.episodes().names(ResponseLine::mode));
        names(json, "origins", run.episodes().names(ResponseLine::origin));
        return json;
    }

    private static void names(ObjectNode json, String field, List<String> names) {
        names.forEach(json.putArray(field)::add);
    }

    private static EpisodeFilter filter(Request request) {
        return new EpisodeFilter(
                request.parameter("source"),
                request.parameter("mode"),
                request.parameter("verdict"),
                request.parameter("finish"),
                request.parameter("origin"),
                request.parameter("q"),
                request.parameter("query"),
                request.parameter("collapse"),
                request.number("firstStep", Long.MIN_VALUE, 0, Long.MAX_VALUE),
                request.number("lastStep", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                request.number("from", 0, 0, Long.MAX_VALUE),
                request.number("to", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                request.parameter("value"),
                decimal(request, "low", Double.NEGATIVE_INFINITY),
                decimal(request, "high", Double.POSITIVE_INFINITY));
    }

    private static double decimal(Request request, String name, double fallback) {
        String text = request.parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        if (!text.matches("-?\\d{1,15}(\\.\\d{1,20})?(e-?\\d{1,3})?")) {
            throw BadRequestException.invalid("%s: must be a number, was %s".formatted(name, text));
        }
        return Double.parseDouble(text);
    }

    /** One visit with its texts, and one of its responses by token. */
    static JsonNode visit(RunView run, Request request) throws IOException {
        String query = request.parameter("query");
        long visit = request.number("visit", 0, 0, Long.MAX_VALUE);
        int sample = (int) request.number("sample", -1, -1, Integer.MAX_VALUE);
        PromptKind kind = request.parameter("kind").equals("REFLECTION") ? PromptKind.REFLECTION : PromptKind.PLAIN;
        return run.texts()
                .read(query, visit, kind, sample)
                .map(PageJson::tree)
                .orElseThrow(() -> BadRequestException.notFound(
                        "the visit is not among the newest ones, or its record has been deleted by retention"));
    }

    /** Queries in an order. */
    static JsonNode queries(RunView run, Request request) {
        String order = request.parameter("order").toUpperCase(Locale.ROOT);
        QueryLine.Order wanted = Stream.of(QueryLine.Order.values())
                .filter(one -> one.name().equals(order))
                .findFirst()
                .orElse(QueryLine.Order.HARDEST);
        return PageJson.tree(
                Queries.of(run.episodes(), wanted, request.parameter("q"), request.parameter("source"), (int)
                        request.number("limit", 100, 1, MOST_QUERIES)));
    }
}
