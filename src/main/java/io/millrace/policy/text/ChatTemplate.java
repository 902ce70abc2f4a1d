package io.millrace.policy.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.ChatMessage;
import io.millrace.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a conversation becomes one text that ends where the assistant's answer begins. */
interface ChatTemplate {
    String render(List<ChatMessage> messages);

    /** Whether the text has all special tokens that a prompt needs; else the tokenizer adds its own. */
    boolean complete();

    /**
     * The template of a folder: ChatML if it is of that kind, the contents one after the other if the folder has none.
     *
     * @throws PolicyException if the folder has a template of another kind
     */
    static ChatTemplate of(Path folder, JsonNode config) {
        String source = source(folder, config);
        if (source.isEmpty()) {
            return new Joined();
        }
        if (source.contains("<|im_start|>")) {
            return new ChatMl(defaultSystem(source));
        }
        String start = source.substring(0, Math.min(60, source.length())).replace('\n', ' ');
        throw new PolicyException(
                "%s: chat_template must be of the ChatML kind (<|im_start|>) or absent, was %s...; remove it to have contents joined"
                        .formatted(folder.resolve("tokenizer_config.json"), start));
    }

    private static String source(Path folder, JsonNode config) {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new PolicyException("%s: must be readable, was not: %s".formatted(file, e), e);
            }
        }
        JsonNode template = config.path("chat_template");
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText("");
            }
        }
        return template.asText("");
    }

    /** The system message that a template puts before a conversation without one; empty if it puts none. */
    private static String defaultSystem(String source) {
        Matcher literal = Pattern.compile("<\\|im_start\\|>system(?:\\\\n|\n)([^'\"{}]+)<\\|im_end\\|>")
                .matcher(source);
        return literal.find() ? literal.group(1).replace("\\n", "\n").replace("\\\\", "\\") : "";
    }

    /** The contents one after the other, for models that know no turns. */
    record Joined() implements ChatTemplate {
        @Override
        public String render(List<ChatMessage> messages) {
            return messages.stream().map(ChatMessage::content).collect(Collectors.joining());
        }

        @Override
        public boolean complete() {
            return false;
        }
    }

    /**
     * Qwen's template.
     *
     * @param system what the first system message is if the conversation has none; none if empty
     */
    record ChatMl(String system) implements ChatTemplate {
        @Override
        public String render(List<ChatMessage> messages) {
            StringBuilder text = new StringBuilder();
            boolean own = !messages.isEmpty() && messages.get(0).role().equals("system");
            if (!own && !system.isEmpty()) {
                append(text, "system", system);
            }
            messages.forEach(message -> append(text, message.role(), message.content()));
            return text.append("<|im_start|>assistant\n").toString();
        }

        @Override
        public boolean complete() {
            return true;
        }

        private static void append(StringBuilder text, String role, String content) {
            text.append("<|im_start|>")
                    .append(role)
                    .append('\n')
                    .append(content)
                    .append("<|im_end|>\n");
        }
    }
}
