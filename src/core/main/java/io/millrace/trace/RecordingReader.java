package io.millrace.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.check.Require;
import io.millrace.check.Surrogates;
import io.millrace.dataset.Records;
import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Parses a record of a file as a recording, or reports the violated rule. */
final class RecordingReader {
    private static final List<String> RESPONSES =
            List.of("responses", "response", "completions", "completion", "outputs", "output", "generation");
    private static final List<String> TEXTS = List.of("text", "content");

    private final Records records;
    private final String responses;

    /**
     * @param task the task of records that name none
     * @param answers whether the truths of a task are answers
     */
    RecordingReader(TraceConfig config, String source, String task, Predicate<String> answers) {
        this.records = new Records(config.fields(), source, task, answers);
        this.responses = config.responses();
    }

    /** @throws IllegalArgumentException if there is none; the message is the rule */
    Recording read(JsonNode row) {
        String path = responses.isBlank() ? Records.firstPresent(row, RESPONSES) : responses;
        if (path.isEmpty()) {
            Optional<String> last = records.answer(row);
            if (last.isPresent()) {
                return new Recording(records.prompt(row), List.of(response(TextNode.valueOf(last.get()), "", row)));
            }
        }
        Require.that(!path.isEmpty(), "must have one of %s; set policy.trace.responses", String.join(", ", RESPONSES));
        JsonNode given = Records.at(row, path);
        List<RecordedResponse> recorded = new ArrayList<>();
        if (given.isArray() && !turns(given)) {
            given.forEach(one -> recorded.add(response(one, path, one)));
        } else {
            recorded.add(response(turns(given) ? given.get(given.size() - 1) : given, path, row));
        }
        Require.that(!recorded.isEmpty(), "%s must have at least one response, had none", path);
        return new Recording(records.prompt(row), recorded);
    }

    /** Whether this is one response given as a list of chat turns, whose last turn is the response. */
    private static boolean turns(JsonNode given) {
        return given.isArray() && given.path(0).has("role");
    }

    /**
     * @param facts node that holds further fields of the response
     */
    private static RecordedResponse response(JsonNode given, String path, JsonNode facts) {
        String text = given.isTextual()
                ? given.textValue()
                : Records.at(given, Records.firstPresent(given, TEXTS)).asText("");
        Require.that(given.isTextual() || given.isObject(), "%s must be a string, a section or a list of them", path);
        Require.that(
                given.isTextual()
                        || facts.has("tokens")
                        || !Records.firstPresent(given, TEXTS).isEmpty(),
                "%s must have text, content or tokens",
                path);
        JsonNode tokens = list(facts, "tokens");
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = tokens.get(i);
            Require.that(id.canConvertToInt() && id.isIntegralNumber(), "tokens must be whole numbers, had %s", id);
            ids[i] = id.intValue();
        }
        return new RecordedResponse(
                Surrogates.repaired(text),
                new TokenIds(ids),
                numbers(facts, "log_probs", Float.NEGATIVE_INFINITY, 0),
                numbers(facts, "entropies", 0, Float.POSITIVE_INFINITY),
                finish(facts.path("finish_reason")));
    }

    private static JsonNode list(JsonNode facts, String name) {
        JsonNode list = facts.path(name);
        Require.that(
                list.isArray() || list.isMissingNode() || list.isNull(),
                "%s must be a list of numbers, was %s",
                name,
                list.getNodeType());
        return list;
    }

    private static float[] numbers(JsonNode facts, String name, float least, float most) {
        JsonNode list = list(facts, name);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            float value = list.get(i).floatValue();
            Require.that(
                    list.get(i).isNumber() && Float.isFinite(value) && value >= least && value <= most,
                    "%s must be finite numbers in [%s, %s], had %s",
                    name,
                    least,
                    most,
                    list.get(i));
            values[i] = value;
        }
        return values;
    }

    private static FinishReason finish(JsonNode reason) {
        return switch (reason.asText("stop")) {
            case "stop", "eos", "null" -> FinishReason.STOP;
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "abort" -> FinishReason.ABORT;
            default ->
                throw new IllegalArgumentException(
                        "finish_reason must be one of stop, length, abort, was " + reason.asText());
        };
    }
}
