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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the tokenizer of a Hugging Face folder.
 *
 * <p>A folder is read once in a JVM and again only when a file in it that a tokenizer is made of has changed: tokenizers are
 * immutable and thread-safe, and one that is made of tokenizer.json holds native memory that nothing frees.
 */
public final class Tokenizers {
    private static final List<String> FILES = List.of(
            "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "config.json", "generation_config.json");
    private static final Map<Path, Entry> LOADED = new ConcurrentHashMap<>();

    /**
     * A tokenizer and what its files were like.
     *
     * @param files size and time of the last change of each
     */
    private record Entry(List<String> files, Tokenizer tokenizer) {}

    private Tokenizers() {}

    /**
     * The tokenizer of a folder: one token a character if tokenizer_config.json has {@code char_ords}, else what
     * tokenizer.json says. The same one each time, as long as the files do not change.
     *
     * @throws PolicyException if there is none, or it asks for what is not implemented, by name
     */
    public static Tokenizer load(Path folder) {
        try {
            return LOADED.compute(
                            folder.toRealPath(),
                            (path, loaded) -> loaded != null && loaded.files().equals(files(path))
                                    ? loaded
                                    : new Entry(files(path), read(folder)))
                    .tokenizer();
        } catch (IOException e) {
            return read(folder);
        }
    }

    private static List<String> files(Path folder) {
        return FILES.stream().map(name -> state(folder.resolve(name))).toList();
    }

    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "none";
        }
    }

    private static Tokenizer read(Path folder) {
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
