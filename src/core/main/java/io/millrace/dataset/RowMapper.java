package io.millrace.dataset;

import static io.millrace.dataset.filter.FieldPath.at;
import static io.millrace.dataset.filter.FieldPath.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Require;
import io.millrace.check.Surrogates;
import io.millrace.dataset.FieldMapping.LastTurn;
import io.millrace.dataset.filter.FieldPath;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Converts a record to a prompt, or reports the violated rule. */
final class RowMapper {
    private static final List<String> PROMPTS = List.of("prompt", "problem", "question", "messages", "conversations");
    private static final List<String> TRUTHS =
            List.of("reward_model.ground_truth", "answer", "ground_truth", "expected_answer", "final_answer");
    private static final String SOLUTION = "solution";
    private static final String DIFFICULTY = "difficulty";

    private final FieldMapping fields;
    private final String source;
    private final boolean named;
    private final String task;
    private final Predicate<String> answers;

    /**
     * @param source the source of records that name none
     * @param named whether {@code source} takes precedence over the records' default field {@code data_source}
     * @param task the task of records that name none
     * @param answers whether the truths of a task, by its name, are answers that may be extracted from surrounding text
     */
    RowMapper(FieldMapping fields, String source, boolean named, String task, Predicate<String> answers) {
        this.fields = fields;
        this.source = source;
        this.named = named;
        this.task = task;
        this.answers = answers;
    }

    /**
     * The prompt of a record; its id is not yet unique.
     *
     * @throws IllegalArgumentException if there is none; the message is the rule
     */
    Prompt map(JsonNode row) {
        List<ChatMessage> messages = messages(row);
        String judge = fields.task().isBlank() ? task : text(row, fields.task());
        boolean recognise = !fields.literal() && answers.test(judge);
        List<String> truths = truths(row, recognise);
        if (Conversation.answered(messages) && fields.lastTurn() != LastTurn.KEEP) {
            truths = withLast(messages, truths, recognise);
            messages = asked(messages);
        }
        messages.forEach(message -> whole("prompt", message.content()));
        messages.forEach(message -> whole("prompt", message.role()));
        truths.forEach(truth -> whole("truth", truth));
        return new Prompt(
                fields.id().isBlank() ? QueryIds.hash(messages) : Surrogates.escaped(text(row, fields.id())),
                messages,
                truths,
                Surrogates.escaped(source(row)),
                Surrogates.escaped(judge),
                PromptKind.PLAIN);
    }

    /** Rejects unpaired surrogates, which neither tokenizers nor files accept. */
    private static void whole(String what, String text) {
        Surrogates.first(text).ifPresent(at -> {
            throw new IllegalArgumentException(
                    "%s must be Unicode text, had half of a surrogate pair, \\u%04x, at character %d"
                            .formatted(what, (int) text.charAt(at), at));
        });
    }

    /**
     * The truths of a record, including the assistant's answer at the end of the conversation if that counts as one.
     */
    private List<String> withLast(List<ChatMessage> messages, List<String> truths, boolean recognise) {
        String last = messages.get(messages.size() - 1).content();
        Require.that(
                messages.size() > 1,
                "prompt must have a turn before the assistant turn, had none; set fields.lastTurn to keep to continue after it");
        return switch (fields.lastTurn()) {
            case DROP, KEEP -> truths;
            case TRUTH -> recognise ? TruthReader.solution(last, "the last turn") : List.of(last);
            case AUTO -> {
                Require.that(
                        truths.isEmpty(),
                        "prompt must end with a user turn, ended with an assistant turn; set fields.lastTurn to drop, truth or keep");
                yield recognise ? TruthReader.solution(last, "the last turn") : List.of(last);
            }
        };
    }

    /** A conversation without an answer of the assistant at its end. */
    private static List<ChatMessage> asked(List<ChatMessage> messages) {
        return Conversation.answered(messages) && messages.size() > 1
                ? messages.subList(0, messages.size() - 1)
                : messages;
    }

    /** The answer of the assistant at the end of a record's conversation; empty if there is none. */
    Optional<String> answer(JsonNode row) {
        List<ChatMessage> messages = messages(row);
        return Conversation.answered(messages) && messages.size() > 1
                ? Optional.of(messages.get(messages.size() - 1).content())
                : Optional.empty();
    }

    /** The conversation of a record, without an answer of the assistant at its end. */
    List<ChatMessage> asked(JsonNode row) {
        return asked(messages(row));
    }

    private String source(JsonNode row) {
        if (!fields.source().isBlank()) {
            return text(row, fields.source());
        }
        return named ? source : optional(row, "data_source", source);
    }

    /** The difficulty of a record; empty if it has none and none is configured. */
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

    private List<ChatMessage> messages(JsonNode row) {
        Require.that(row.isObject(), "record must be a JSON object, was %s", kind(row));
        String path = fields.prompt().isBlank() ? firstPresent(row, PROMPTS) : fields.prompt();
        Require.that(!path.isEmpty(), "must have one of %s; set fields.prompt", String.join(", ", PROMPTS));
        return Conversation.of(at(row, path), path, fields.literal());
    }

    private List<String> truths(JsonNode row, boolean recognise) {
        List<String> paths = fields.truths();
        if (paths.isEmpty()) {
            String found = firstPresent(row, TRUTHS);
            if (found.isEmpty() && at(row, SOLUTION).isTextual()) {
                String solution = at(row, SOLUTION).textValue();
                return recognise ? TruthReader.solution(solution, SOLUTION) : List.of(solution);
            }
            paths = found.isEmpty() ? List.of() : List.of(found);
        }
        List<String> truths = new ArrayList<>();
        for (String path : paths) {
            boolean solution = path.equals(SOLUTION) || path.endsWith("." + SOLUTION);
            JsonNode value = at(row, path);
            truths.addAll(
                    recognise && solution && value.isTextual()
                            ? TruthReader.solution(value.textValue(), path)
                            : TruthReader.field(value, path, recognise));
        }
        return truths;
    }

    private static String text(JsonNode row, String path) {
        JsonNode value = at(row, path);
        Require.that(
                value.isTextual() || value.isIntegralNumber(),
                "%s must be a string or a number, was %s",
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
