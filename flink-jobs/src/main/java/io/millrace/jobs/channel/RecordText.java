package io.millrace.jobs.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Surrogates;
import io.millrace.codec.RecordSchema;
import io.millrace.json.JsonFile;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Formats records of channels as one readable line each, according to their schema, or to their fields if they name no
 * schema; records of other schemas are left as they are.
 */
public enum RecordText {
    LEDGER(json -> json.has("ordinal") && json.has("end"), RecordText::ledger),
    STEP(json -> json.has(Metric.LEARNER_STEP.key()), RecordText::step),
    MINIBATCH(json -> json.has("sequence") && json.has("rows"), RecordText::minibatch),
    DEAD_LETTER(json -> json.has("reason") && json.has("raw"), RecordText::deadLetter),
    REFLECTION(json -> json.path("prompt").has("queryId"), RecordText::reflection),
    PROMPT(json -> json.path("prompt").isArray() && json.has("data_source"), RecordText::prompt),
    WINDOW(json -> json.has("quantiles") && json.has("seconds"), RecordText::window),
    EPISODE(json -> json.has("episode"), RecordText::episode),
    SCORE(json -> json.has("step") && json.path("rows").path(0).has("log_prob"), RecordText::score),
    ALARM(json -> json.has("alarm"), RecordText::alarm);

    private static final int LONGEST_TEXT = 80;

    /** Figures of a step to show, where available. */
    private static final List<Figure> FIGURES = List.of(
            Metric.REWARD,
            Metric.ACCURACY,
            Metric.RESPONSE_TOKENS,
            Metric.LOSS,
            Metric.ENTROPY,
            Metric.KL,
            Metric.CLIP_SHARE,
            Metric.GRADIENT_NORM,
            Metric.STALENESS,
            StepFigure.UNGRADED,
            StepFigure.ROWS);

    private final Predicate<JsonNode> recognised;
    private final Function<JsonNode, String> text;

    RecordText(Predicate<JsonNode> recognised, Function<JsonNode, String> text) {
        this.recognised = recognised;
        this.text = text;
    }

    /** A record as one line, without its number. */
    public static String of(String line) {
        JsonNode json;
        try {
            json = JsonFile.parse(line, JsonNode.class);
        } catch (IOException e) {
            return line;
        }
        String schema = json.path("schema").asText("");
        return Arrays.stream(values())
                .filter(kind -> schema.isEmpty()
                        ? kind.recognised.test(json)
                        : schema.equals(RecordSchema.valueOf(kind.name()).id()))
                .findFirst()
                .map(kind -> kind.text.apply(json))
                .orElse(line);
    }

    private static String ledger(JsonNode json) {
        String detail = json.path("detail").asText();
        return "%s/%d %s, visit %d: %s in minibatch %s, step %d%s"
                .formatted(
                        json.path("split").asText(),
                        json.path("ordinal").asLong(),
                        json.path("query").asText(),
                        json.path("visit").asLong(),
                        json.path("end").asText(),
                        json.path("minibatch").asText(),
                        json.path("step").asLong(),
                        detail.isEmpty() ? "" : ": " + clipped(detail));
    }

    private static String step(JsonNode json) {
        List<String> figures = new ArrayList<>();
        for (Figure figure : FIGURES) {
            if (json.has(figure.key())) {
                figures.add("%s %s"
                        .formatted(figure.key(), number(json.path(figure.key()).asDouble())));
            }
        }
        return "step %d%s: %s"
                .formatted(
                        json.path(Metric.LEARNER_STEP.key()).asLong(),
                        json.path(StepFigure.COMPENSATION.key()).asDouble() > 0 ? ", compensation" : "",
                        String.join(", ", figures));
    }

    /** Four significant digits; whole numbers as they are. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? "%.0f".formatted(value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String minibatch(JsonNode json) {
        long tokens = StreamSupport.stream(json.path("rows").spliterator(), false)
                .mapToLong(row -> row.path("response").size())
                .sum();
        Map<String, Long> ends = StreamSupport.stream(json.path("ends").spliterator(), false)
                .collect(Collectors.groupingBy(end -> end.path("end").asText(), TreeMap::new, Collectors.counting()));
        return "%d/%d of round %d, %s: %,d rows, %,d response tokens, ends %s"
                .formatted(
                        json.path("shard").asInt(),
                        json.path("sequence").asLong(),
                        json.path("round").asLong(),
                        json.path("kind").asText(),
                        json.path("rows").size(),
                        tokens,
                        ends.isEmpty()
                                ? "no visit"
                                : ends.entrySet().stream()
                                        .map(end -> "%,d %s".formatted(end.getValue(), end.getKey()))
                                        .collect(Collectors.joining(", ")));
    }

    private static String deadLetter(JsonNode json) {
        return "%s:%d: %s: %s"
                .formatted(
                        json.path("file").asText(),
                        json.path("position").asLong(),
                        clipped(json.path("reason").asText()),
                        clipped(json.path("raw").asText()));
    }

    private static String prompt(JsonNode json) {
        JsonNode messages = json.path("prompt");
        return "%s, task %s: %s"
                .formatted(
                        json.path("id").asText("-"),
                        json.path("task").asText("-"),
                        clipped(messages.path(messages.size() - 1)
                                .path("content")
                                .asText(messages.asText())));
    }

    private static String reflection(JsonNode json) {
        JsonNode prompt = json.path("prompt");
        JsonNode messages = prompt.path("messages");
        return "%s, after visit %d: %s"
                .formatted(
                        prompt.path("queryId").asText(),
                        json.path("visit").asLong(),
                        clipped(messages.path(messages.size() - 1)
                                .path("content")
                                .asText()));
    }

    private static String window(JsonNode json) {
        JsonNode counts = json.path("counts");
        JsonNode steps = json.path("steps");
        return "%d s from %s, %s, task %s, mode %s, steps %s: %,d responses, %,d correct, %,d groups"
                .formatted(
                        json.path("seconds").asInt(),
                        Instant.ofEpochMilli(json.path("start").asLong()),
                        clipped(json.path("source").asText()),
                        clipped(json.path("task").asText()),
                        json.path("mode").asText(),
                        steps.isMissingNode()
                                ? "none"
                                : steps.path(0).asLong() + ".." + steps.path(1).asLong(),
                        counts.path("responses").asLong(),
                        counts.path("correct").asLong(),
                        counts.path("groups").asLong());
    }

    private static String episode(JsonNode json) {
        String visit = "%s, visit %d"
                .formatted(json.path("query").asText(), json.path("visit").asLong());
        if (json.has("end")) {
            String detail = json.path("detail").asText();
            return "%s: %s in round %d%s"
                    .formatted(
                            visit,
                            json.path("end").asText(),
                            json.path("round").asLong(),
                            detail.isEmpty() ? "" : ": " + clipped(detail));
        }
        return "%s: %s"
                .formatted(
                        visit,
                        StreamSupport.stream(json.path("responses").spliterator(), false)
                                .map(response -> "%s %s"
                                        .formatted(
                                                response.path("verdict")
                                                        .asText()
                                                        .toLowerCase(Locale.ROOT),
                                                number(response.path("reward").asDouble())))
                                .collect(Collectors.joining(", ")));
    }

    private static String score(JsonNode json) {
        return "step %d, minibatch %s: %,d responses"
                .formatted(
                        json.path("step").asLong(),
                        json.path("minibatch").asText(),
                        json.path("rows").size());
    }

    private static String alarm(JsonNode json) {
        String series = json.path("series").asText();
        return "%s %s%s %s: %s"
                .formatted(
                        Instant.ofEpochMilli(json.path("time").asLong()),
                        json.path("alarm").asText(),
                        series.isEmpty() ? "" : " (" + series + ")",
                        json.path("state").asText(),
                        json.path("message").asText());
    }

    /** The text on one line, cut if it is long. */
    private static String clipped(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TEXT ? line : Surrogates.cut(line, LONGEST_TEXT) + " ...";
    }
}
