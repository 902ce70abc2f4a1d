package io.millrace.policy.text;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.InputFile;
import io.millrace.policy.PolicyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The source of a chat template.
 *
 * @param origin where it comes from, for error messages
 * @param text in Jinja
 * @param complete whether what it renders has all special tokens that a prompt needs
 */
record ChatSource(String origin, String text, boolean complete) {
    private static final String JOINED = "{% for message in messages %}{{ message.content }}{% endfor %}";

    /** Bytes of a template at most. */
    private static final int LARGEST = 4 << 20;

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
            throw new PolicyException("template %s: must be readable, was not: %s".formatted(name, e), e);
        }
    }

    private static ChatSource own(ModelFiles files) {
        Path file = files.folder().resolve("chat_template.jinja");
        if (Files.exists(file)) {
            try {
                return new ChatSource(file.toString(), InputFile.text(file, LARGEST), true);
            } catch (IOException e) {
                throw new PolicyException("%s: must be readable, was not: %s".formatted(file, e), e);
            }
        }
        String origin = files.folder().resolve(ModelFiles.TOKENIZER_CONFIG).toString();
        String text = named(files.tokenizerConfig().path("chat_template"));
        return text.isEmpty() ? new ChatSource(origin, JOINED, false) : new ChatSource(origin, text, true);
    }

    /** The template itself, or the default one of a list. */
    private static String named(JsonNode template) {
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText("");
            }
        }
        return template.asText("");
    }
}
