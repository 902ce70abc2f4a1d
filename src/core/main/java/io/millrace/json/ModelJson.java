package io.millrace.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Surrogates;
import io.millrace.file.InputFile;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JSON files of a model folder. They are untrusted: size and depth are bounded, and duplicate keys and unpaired surrogates are
 * rejected, since readers interpret them differently.
 */
public final class ModelJson {
    /** Maximum size of a file, in bytes. */
    public static final int MAX_BYTES = 64 << 20;
    /** Maximum nesting depth; the native tokenizer's parser fails at 128. */
    public static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMappers.strict(MAX_DEPTH).build();

    private ModelJson() {}

    /**
     * Reads a file.
     *
     * @throws PolicyException if the file is missing or invalid; the message names it
     */
    public static JsonNode read(Path file) {
        JsonNode json;
        try {
            json = MAPPER.readTree(InputFile.bytes(file, MAX_BYTES));
        } catch (JsonProcessingException e) {
            throw new PolicyException(
                    "%s: is not a JSON file: %s".formatted(file, UnreadableJsonException.describe(e)), e);
        } catch (IOException e) {
            throw new PolicyException("%s: is not a readable JSON file: %s".formatted(file, e), e);
        }
        halfCharacter(json).ifPresent(text -> {
            throw new PolicyException("%s: texts must not contain unpaired surrogates, was '%s'".formatted(file, text));
        });
        return json;
    }

    /** A text with an unpaired surrogate, shown as U+FFFD; empty if there is none. Jackson itself rejects such keys. */
    private static Optional<String> halfCharacter(JsonNode json) {
        if (json.isTextual()) {
            return broken(json.textValue());
        }
        return json.valueStream()
                .flatMap(value -> halfCharacter(value).stream())
                .findFirst();
    }

    private static Optional<String> broken(String text) {
        String whole = Surrogates.repaired(text);
        return whole.equals(text)
                ? Optional.empty()
                : Optional.of(whole.length() <= 60 ? whole : whole.substring(0, 60) + "...");
    }
}
