package io.millrace.dataset;

import static io.millrace.dataset.filter.FieldPath.kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The conversation in a record: a text, or chat turns in the format of OpenAI (role and content, the content a text or a list of
 * parts) or ShareGPT (from and value), also as JSON within a text.
 */
final class Conversation {
    private static final String ASSISTANT = "assistant";
    private static final Pattern JSON = Pattern.compile("\\A\\s*(\\[\\s*)?\\{\\s*\"");
    private static final Pattern JSON_TURNS =
            Pattern.compile("\\A\\s*\\[?\\s*\\{\\s*\"(role|content|from|value)\"\\s*:", Pattern.DOTALL);
    private static final Pattern PYTHON_TURNS =
            Pattern.compile("\\A\\s*\\[?\\s*\\{\\s*'(role|content|from|value)'\\s*:", Pattern.DOTALL);
    /** ShareGPT's names of the user and the assistant. */
    private static final Map<String, String> SHARE_GPT =
            OrderedMap.of("human", "user", "gpt", ASSISTANT, "chatgpt", ASSISTANT);

    private Conversation() {}

    /**
     * The turns of a conversation, at least one.
     *
     * @param path the path of the value, for messages
     * @param literal whether a text is always taken literally
     * @throws IllegalArgumentException if there is none
     */
    static List<ChatMessage> of(JsonNode value, String path, boolean literal) {
        if (!value.isTextual()) {
            return turns(value, path);
        }
        String text = value.textValue();
        Require.that(!text.isBlank(), "%s must not be blank", path);
        if (literal) {
            return List.of(ChatMessage.user(text));
        }
        Require.that(
                !PYTHON_TURNS.matcher(text).find(),
                "%s must be JSON if it contains chat turns as text, was a Python literal; write it with json.dumps, or set fields.literal",
                path);
        return json(text, path).map(turns -> turns(turns, path)).orElseGet(() -> List.of(ChatMessage.user(text)));
    }

    /** Whether the last turn is the assistant's. */
    static boolean answered(List<ChatMessage> turns) {
        return turns.get(turns.size() - 1).role().equals(ASSISTANT);
    }

    /** The chat turns in a JSON text; empty for any other text. */
    private static Optional<JsonNode> json(String text, String path) {
        if (!JSON.matcher(text).find() || !(text.contains("\"role\"") || text.contains("\"from\""))) {
            return Optional.empty();
        }
        try {
            JsonNode value = Json.whole(text);
            return Optional.of(value).filter(Conversation::holdsTurns);
        } catch (JsonProcessingException e) {
            Require.that(
                    !JSON_TURNS.matcher(text).find(),
                    "%s contains chat turns as text, which %s; fix it, or set fields.literal",
                    path,
                    Json.reason(e));
            return Optional.empty();
        }
    }

    private static boolean holdsTurns(JsonNode value) {
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.has("role") && first.has("content") || first.has("from") && first.has("value");
    }

    private static List<ChatMessage> turns(JsonNode value, String path) {
        if (value.isObject() && (value.has("role") || value.has("from"))) {
            return List.of(turn(value, path));
        }
        Require.that(
                value.isArray() && !value.isEmpty(),
                "%s must be a string or a list of chat turns, was %s",
                path,
                kind(value));
        List<ChatMessage> turns = new ArrayList<>();
        value.forEach(turn -> turns.add(turn(turn, path)));
        return turns;
    }

    private static ChatMessage turn(JsonNode turn, String path) {
        JsonNode role = turn.path("role");
        if (role.isTextual()) {
            return new ChatMessage(role.textValue(), content(turn.path("content"), path));
        }
        JsonNode from = turn.path("from");
        boolean shareGpt = from.isTextual() && turn.path("value").isTextual();
        Require.that(shareGpt, "%s: each turn must have role and content as text", path);
        return new ChatMessage(
                SHARE_GPT.getOrDefault(from.textValue(), from.textValue()),
                turn.path("value").textValue());
    }

    private static String content(JsonNode content, String path) {
        if (content.isTextual()) {
            return content.textValue();
        }
        Require.that(content.isArray() && !content.isEmpty(), "%s: each turn must have role and content as text", path);
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            Require.that(
                    part.path("text").isTextual(),
                    "%s: each part of a turn's content must be a string, was %s",
                    path,
                    part.path("type").asText(kind(part)));
            text.append(part.path("text").textValue());
        }
        return text.toString();
    }
}
