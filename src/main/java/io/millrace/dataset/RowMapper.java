package io.millrace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import java.util.ArrayList;
import java.util.List;

/** Makes a prompt of a record, or says which rule the record breaks. */
final class RowMapper {
    private static final List<String> PROMPTS = List.of("prompt", "problem", "question");
    private static final List<String> TRUTHS = List.of("reward_model.ground_truth", "answer", "ground_truth");
    private static final int LARGEST_SCALE = 1000;

    private final FieldMapping fields;
    private final String source;
    private final String task;

    /**
     * @param source of records that name none
     * @param task of records that name none
     */
    RowMapper(FieldMapping fields, String source, String task) {
        this.fields = fields;
        this.source = source;
        this.task = task;
    }

    /**
     * The prompt of a record; its id is not yet unique.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule
     */
    Prompt map(JsonNode row) {
        Require.that(row.isObject(), "record must be a JSON object, was %s", kind(row));
        List<ChatMessage> messages = messages(row);
        return new Prompt(
                fields.id().isBlank() ? QueryIds.hash(messages) : text(row, fields.id()),
                messages,
                truths(row),
                fields.source().isBlank() ? optional(row, "data_source", source) : text(row, fields.source()),
                fields.task().isBlank() ? task : text(row, fields.task()),
                PromptKind.PLAIN);
    }

    private List<ChatMessage> messages(JsonNode row) {
        String path = fields.prompt().isBlank() ? firstPresent(row, PROMPTS) : fields.prompt();
        Require.that(!path.isEmpty(), "must have one of %s; set fields.prompt", String.join(", ", PROMPTS));
        JsonNode prompt = at(row, path);
        if (prompt.isTextual()) {
            Require.that(!prompt.textValue().isBlank(), "%s must not be blank", path);
            return List.of(ChatMessage.user(prompt.textValue()));
        }
        Require.that(
                prompt.isArray() && !prompt.isEmpty(),
                "%s must be a text or a list of chat turns, was %s",
                path,
                kind(prompt));
        List<ChatMessage> turns = new ArrayList<>();
        for (JsonNode turn : prompt) {
            JsonNode role = turn.path("role");
            JsonNode content = turn.path("content");
            Require.that(
                    role.isTextual() && content.isTextual(), "%s: each turn must have role and content as text", path);
            turns.add(new ChatMessage(role.textValue(), content.textValue()));
        }
        return turns;
    }

    private List<String> truths(JsonNode row) {
        List<String> paths = fields.truths();
        if (paths.isEmpty()) {
            String found = firstPresent(row, TRUTHS);
            paths = found.isEmpty() ? List.of() : List.of(found);
        }
        List<String> truths = new ArrayList<>();
        for (String path : paths) {
            JsonNode truth = at(row, path);
            if (truth.isArray()) {
                Require.that(!truth.isEmpty(), "%s must have at least one answer, had none", path);
                truth.forEach(one -> truths.add(scalar(one, path)));
            } else {
                truths.add(scalar(truth, path));
            }
        }
        return truths;
    }

    /** A number is written without a fraction of zero: 142.0 is 142. */
    private static String scalar(JsonNode value, String path) {
        if (value.isTextual()) {
            return value.textValue();
        }
        Require.that(
                value.isNumber() && Math.abs(value.decimalValue().scale()) <= LARGEST_SCALE,
                "%s must be a text, a number or a list of them, was %s",
                path,
                kind(value));
        return value.decimalValue().signum() == 0
                ? "0"
                : value.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String text(JsonNode row, String path) {
        JsonNode value = at(row, path);
        Require.that(
                value.isTextual() || value.isIntegralNumber(),
                "%s must be a text or a number, was %s",
                path,
                kind(value));
        return value.asText();
    }

    private static String optional(JsonNode row, String path, String otherwise) {
        JsonNode value = at(row, path);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : otherwise;
    }

    static String firstPresent(JsonNode row, List<String> paths) {
        return paths.stream()
                .filter(path -> !at(row, path).isMissingNode())
                .findFirst()
                .orElse("");
    }

    static JsonNode at(JsonNode row, String path) {
        JsonNode value = row.path(path);
        if (!value.isMissingNode()) {
            return value;
        }
        int dot = path.indexOf('.');
        return dot < 0 ? MissingNode.getInstance() : at(row.path(path.substring(0, dot)), path.substring(dot + 1));
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "missing";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> value.asText();
            default -> value.getNodeType().toString();
        };
    }
}
