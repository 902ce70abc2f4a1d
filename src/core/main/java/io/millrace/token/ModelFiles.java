package io.millrace.token;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a Hugging Face folder that concern its tokenizer.
 *
 * @param folder the folder of the files
 * @param tokenizerConfig tokenizer_config.json; missing if there is none
 */
public record ModelFiles(Path folder, JsonNode tokenizerConfig) {
    public static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    public static final String CHAT_TEMPLATE = "chat_template.json";
    private static final String SPECIAL_TOKENS = "special_tokens_map.json";
    private static final String GENERATION_CONFIG = "generation_config.json";
    private static final String CONFIG = "config.json";

    /** Maximum number of token ids, a hundred times more than models have. */
    private static final int MAX_VOCABULARY = 1 << 24;

    /** Names of all these files. */
    public static final List<String> ALL = List.of(
            "tokenizer.json",
            TOKENIZER_CONFIG,
            SPECIAL_TOKENS,
            "chat_template.jinja",
            CHAT_TEMPLATE,
            CONFIG,
            GENERATION_CONFIG);

    public ModelFiles {
        requireNonNull(folder, "folder");
        requireNonNull(tokenizerConfig, "tokenizerConfig");
    }

    public static ModelFiles of(Path folder) {
        return new ModelFiles(folder, json(folder.resolve(TOKENIZER_CONFIG)));
    }

    /** Whether a folder has weights; one that only encodes and decodes has none. */
    public static boolean hasWeights(Path folder) {
        return Files.exists(folder.resolve("model.safetensors"))
                || Files.exists(folder.resolve("model.safetensors.index.json"));
    }

    /** Reads a JSON file; a missing node if there is no such file. */
    public JsonNode json(String name) {
        return json(folder.resolve(name));
    }

    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            return MissingNode.getInstance();
        }
        return ModelJson.read(file);
    }

    /** Special tokens by role, such as {@code bos_token}: from tokenizer_config.json, otherwise from special_tokens_map.json. */
    public Map<String, String> specialTokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (JsonNode source : List.of(json(SPECIAL_TOKENS), tokenizerConfig)) {
            source.properties().forEach(field -> {
                JsonNode value = field.getValue();
                JsonNode text = value.isObject() ? value.path("content") : value;
                if (field.getKey().endsWith("_token") && text.isTextual()) {
                    tokens.put(field.getKey(), text.asText());
                }
            });
        }
        return tokens;
    }

    /** The end-of-response tokens of a folder: from generation_config.json, otherwise from config.json, otherwise none. */
    public Set<Integer> stopIds() {
        for (String name : List.of(GENERATION_CONFIG, CONFIG)) {
            JsonNode eos = json(name).path("eos_token_id");
            List<JsonNode> named = new ArrayList<>();
            (eos.isArray() ? eos : List.of(eos)).forEach(named::add);
            Set<Integer> ids = new LinkedHashSet<>();
            named.stream().filter(JsonNode::isIntegralNumber).forEach(id -> ids.add(stopId(name, id)));
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return Set.of();
    }

    private int stopId(String name, JsonNode id) {
        if (!id.isInt() || id.intValue() < 0 || id.intValue() >= MAX_VOCABULARY) {
            throw new PolicyException("%s: eos_token_id must be token ids in [0, %d), was %s"
                    .formatted(folder.resolve(name), MAX_VOCABULARY, id));
        }
        return id.intValue();
    }

    /**
     * The number of token ids in config.json; 0 if it is missing.
     *
     * @throws PolicyException if it is implausibly large
     */
    public int vocabulary() {
        JsonNode size = json(CONFIG).path("vocab_size");
        if (size.isNumber() && (!size.isInt() || size.intValue() > MAX_VOCABULARY)) {
            throw new PolicyException("%s: vocab_size must be a whole number up to %d, was %s"
                    .formatted(folder.resolve(CONFIG), MAX_VOCABULARY, size));
        }
        return Math.max(0, size.asInt(0));
    }
}
