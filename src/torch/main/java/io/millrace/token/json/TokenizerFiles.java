package io.millrace.token.json;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of a built-in tokenizer, from which {@link Tokenizers#load} creates it. */
final class TokenizerFiles {
    static final JsonMapper JSON = JsonMappers.plain();

    private TokenizerFiles() {}

    /**
     * The common part of a tokenizer_config.json.
     *
     * @param maxTokens maximum context of the model, in tokens
     */
    static ObjectNode config(int maxTokens) {
        return JSON.createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("model_max_length", maxTokens)
                .put("clean_up_tokenization_spaces", false);
    }

    /** Adds a token that is never split to the list {@code added_tokens} of a tokenizer.json. */
    static void add(ArrayNode added, int id, String content, boolean special) {
        added.addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", special);
    }

    /** Writes tokenizer.json and tokenizer_config.json. */
    static void write(Path folder, ObjectNode tokenizer, ObjectNode config) {
        try {
            Files.createDirectories(folder);
            write(folder.resolve("tokenizer.json"), tokenizer);
            write(folder.resolve("tokenizer_config.json"), config);
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(folder, e), e);
        }
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
}
