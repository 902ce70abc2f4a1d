package io.millrace.policy.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.policy.PolicyException;
import io.millrace.policy.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the tokenizer of a Hugging Face folder. */
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * The tokenizer of a folder: one token a character if tokenizer_config.json has {@code char_ords}, else what
     * tokenizer.json says.
     *
     * @throws PolicyException if there is none, or it asks for what is not implemented, by name
     */
    public static Tokenizer load(Path folder) {
        JsonNode config = json(folder.resolve("tokenizer_config.json"));
        if (config.path("char_ords").isArray()) {
            return CharacterTokenizer.parse(folder, config);
        }
        Path file = folder.resolve("tokenizer.json");
        if (!Files.exists(file)) {
            throw new PolicyException(
                    "%s: must hold tokenizer.json, or tokenizer_config.json with char_ords, held neither; convert the tokenizer to tokenizer.json"
                            .formatted(folder));
        }
        return new JsonTokenizer(folder, config);
    }

    /** A JSON file; missing if there is no such file. */
    static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new PolicyException("%s: must be a readable JSON file, was not: %s".formatted(file, e), e);
        }
    }

    /** The end-of-response tokens that a folder names: generation_config.json's, else config.json's, else none. */
    static List<Integer> stopIds(Path folder) {
        for (String name : List.of("generation_config.json", "config.json")) {
            JsonNode eos = json(folder.resolve(name)).path("eos_token_id");
            List<Integer> ids = new ArrayList<>();
            if (eos.isInt()) {
                ids.add(eos.asInt());
            }
            eos.forEach(id -> ids.add(id.asInt()));
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return List.of();
    }
}
