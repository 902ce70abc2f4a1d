package io.millrace.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.serve.Fields;
import io.millrace.serve.RequestException;
import io.millrace.serve.ServedModel;
import java.util.ArrayList;
import java.util.List;

/** Prompts of requests as tokens. */
public final class Prompts {
    private Prompts() {}

    /** Prompts as text, token ids, or lists of either. */
    public static List<TokenIds> of(String name, JsonNode prompt, ServedModel model) {
        if (!prompt.isArray()) {
            return List.of(text(name, prompt, model));
        }
        if (prompt.isEmpty()) {
            throw RequestException.invalid(name, "must have at least 1 prompt, had 0");
        }
        if (prompt.get(0).isNumber()) {
            return List.of(Fields.ids(name, prompt));
        }
        List<TokenIds> prompts = new ArrayList<>();
        prompt.forEach(one -> prompts.add(one.isArray() ? Fields.ids(name, one) : text(name, one, model)));
        return prompts;
    }

    private static TokenIds text(String name, JsonNode prompt, ServedModel model) {
        if (!prompt.isTextual()) {
            throw RequestException.invalid(name, "must be a text, a list of token ids, or a list of either");
        }
        try {
            return model.tokenizer().encode(prompt.asText());
        } catch (PolicyException e) {
            throw RequestException.invalid(name, String.valueOf(e.getMessage()));
        }
    }

    /** A conversation as a prompt. */
    public static TokenIds conversation(JsonNode messages, ServedModel model) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw RequestException.invalid("messages", "must be a list of messages, at least one");
        }
        List<ChatMessage> conversation = new ArrayList<>();
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual()) {
                throw RequestException.invalid("messages", "must each have a role, such as user");
            }
            conversation.add(new ChatMessage(role(message.path("role").asText()), content(message.path("content"))));
        }
        try {
            return model.tokenizer().prompt(conversation);
        } catch (PolicyException e) {
            throw RequestException.invalid("messages", String.valueOf(e.getMessage()));
        }
    }

    /** Templates know a message of a developer as one of the system. */
    private static String role(String role) {
        return role.equals("developer") ? "system" : role;
    }

    /** A text, or the joined parts of type text. */
    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        if (!content.isArray()) {
            throw RequestException.invalid("messages", "must each have a content: a text, or a list of parts");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("text").isTextual()) {
                throw RequestException.invalid("messages", "must have parts of type text only");
            }
            text.append(part.path("text").asText());
        }
        return text.toString();
    }
}
