package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.ModelJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Sampling options of a model's generation_config.json, which inference servers use for options that a request omits.
 *
 * @param temperature at least 0
 * @param topP in (0, 1]
 * @param topK 0 or -1 keeps all tokens
 */
public record GenerationDefaults(OptionalDouble temperature, OptionalDouble topP, OptionalInt topK) {
    /** No options. */
    public static final GenerationDefaults NONE =
            new GenerationDefaults(OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());

    public GenerationDefaults {
        requireNonNull(temperature, "temperature");
        requireNonNull(topP, "topP");
        requireNonNull(topK, "topK");
    }

    /**
     * Reads the options of a model.
     *
     * @throws io.millrace.model.PolicyException if the file is not JSON
     */
    public static GenerationDefaults of(Path folder) {
        Path file = folder.resolve("generation_config.json");
        if (!Files.exists(file)) {
            return NONE;
        }
        JsonNode config = ModelJson.read(file);
        JsonNode topK = config.path("top_k");
        return new GenerationDefaults(
                decimal(config.path("temperature")),
                decimal(config.path("top_p")),
                topK.isInt() ? OptionalInt.of(topK.asInt()) : OptionalInt.empty());
    }

    private static OptionalDouble decimal(JsonNode value) {
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }
}
