package io.millrace.dataset;

import static io.millrace.dataset.filter.FieldPath.at;
import static io.millrace.dataset.filter.FieldPath.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.Require;
import io.millrace.dataset.filter.FieldPath;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Makes a prompt of a record, or says which rule the record breaks. */
final class RowMapper {
    private static final List<String> PROMPTS = List.of("prompt", "problem", "question");
    private static final List<String> TRUTHS = List.of("reward_model.ground_truth", "answer", "ground_truth");
    private static final String DIFFICULTY = "difficulty";

    private final FieldMapping fields;
    private final String source;
    private final boolean named;
    private final String task;

    /**
     * @param source of records that name none
     * @param named whether the source goes before what records call theirs without being asked
     * @param task of records that name none
     */
    RowMapper(FieldMapping fields, String source, boolean named, String task) {
        this.fields = fields;
        this.source = source;
        this.named = named;
        this.task = task;
    }

    /**
     * The prompt of a record; its id is not yet unique.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule
     */
    Prompt map(JsonNode row) {
        List<ChatMessage> messages = messages(row);
        return new Prompt(
                fields.id().isBlank() ? QueryIds.hash(messages) : text(row, fields.id()),
                messages,
                truths(row),
                source(row),
                fields.task().isBlank() ? task : text(row, fields.task()),
                PromptKind.PLAIN);
    }

    private String source(JsonNode row) {
        if (!fields.source().isBlank()) {
            return text(row, fields.source());
        }
        return named ? source : optional(row, "data_source", source);
    }

    /** The difficulty of a record; empty if it has none and none is asked for. */
    OptionalDouble difficulty(JsonNode row) {
        OptionalDouble number =
                FieldPath.number(at(row, fields.difficulty().isBlank() ? DIFFICULTY : fields.difficulty()));
        Require.that(
                number.isPresent() || fields.difficulty().isBlank(),
                "%s must be a number, was %s",
                fields.difficulty(),
                kind(at(row, fields.difficulty())));
        return number;
    }

    /** The conversation of a record. */
    List<ChatMessage> messages(JsonNode row) {
        Require.that(row.isObject(), "record must be a JSON object, was %s", kind(row));
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

    private static String scalar(JsonNode value, String path) {
        return FieldPath.text(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s must be a text, a number or a list of them, was %s".formatted(path, kind(value))));
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
}
