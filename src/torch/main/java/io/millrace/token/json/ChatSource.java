package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.file.InputFile;
import io.millrace.model.PolicyException;
import io.millrace.token.ChatConfig;
import io.millrace.token.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The source of a chat template.
 *
 * @param origin its origin, for error messages
 * @param text the template, in Jinja
 * @param complete whether its output contains all special tokens that a prompt needs
 */
record ChatSource(String origin, String text, boolean complete) {
    private static final String JOINED = "{% for message in messages %}{{ message.content }}{% endfor %}";

    /** Maximum bytes of a template. */
    private static final int MAX_BYTES = 4 << 20;

    private static final String DEFAULT = "default";

    ChatSource {
        requireNonNull(origin, "origin");
        requireNonNull(text, "text");
    }

    static ChatSource of(ModelFiles files, ChatConfig.Source source) {
        return source == ChatConfig.Source.OWN ? own(files) : known(source);
    }

    private static ChatSource known(ChatConfig.Source source) {
        String name = source.name().toLowerCase(Locale.ROOT).replace('_', '-');
        try (InputStream in = ChatSource.class.getResourceAsStream(name + ".jinja")) {
            String text = new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return new ChatSource("template " + name, text, true);
        } catch (IOException e) {
            throw new PolicyException("template %s: could not be read: %s".formatted(name, e), e);
        }
    }

    /**
     * Searched in the order that transformers uses: chat_template.jinja, then chat_template.json, then
     * tokenizer_config.json.
     */
    private static ChatSource own(ModelFiles files) {
        Path file = files.folder().resolve("chat_template.jinja");
        if (Files.exists(file)) {
            try {
                return new ChatSource(file.toString(), InputFile.text(file, MAX_BYTES), true);
            } catch (IOException e) {
                throw new PolicyException("%s: could not be read: %s".formatted(file, e), e);
            }
        }
        Path config = files.folder().resolve(ModelFiles.TOKENIZER_CONFIG);
        return named(files.json(ModelFiles.CHAT_TEMPLATE), files.folder().resolve(ModelFiles.CHAT_TEMPLATE))
                .or(() -> named(files.tokenizerConfig(), config))
                .orElseGet(() -> new ChatSource(files.folder().toString(), JOINED, false));
    }

    /** The template in a file, or, from a list of templates, the default or only one; empty if there is none. */
    private static Optional<ChatSource> named(JsonNode json, Path file) {
        JsonNode template = json.path("chat_template");
        if (template.isMissingNode() || template.isNull() || template.isEmpty() && template.isContainerNode()) {
            return Optional.empty();
        }
        if (template.isTextual()) {
            return template.textValue().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ChatSource(file.toString(), template.textValue(), true));
        }
        Map<String, String> byName = new LinkedHashMap<>();
        template.properties()
                .forEach(entry -> byName.put(entry.getKey(), entry.getValue().asText("")));
        template.forEach(entry -> {
            if (entry.isObject()) {
                byName.put(entry.path("name").asText(), entry.path("template").asText(""));
            }
        });
        String chosen = byName.size() == 1 ? byName.keySet().iterator().next() : DEFAULT;
        String text = byName.getOrDefault(chosen, "");
        if (text.isEmpty()) {
            throw new PolicyException(
                    "%s: chat_template must be a string, or a list with one template or one that is named default, had %s; choose a template with policy.chat.template, or put the intended one into chat_template.jinja"
                            .formatted(file, byName.isEmpty() ? template.getNodeType() : byName.keySet()));
        }
        return Optional.of(new ChatSource(file + ", template " + chosen, text, true));
    }
}
