package io.millrace.token.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.PolicyException;
import java.nio.file.Path;
import java.util.Map;

/** Checks the token ids of a tokenizer.json before tables of their size are allocated. */
final class VocabularyIds {
    /** Maximum number of ids without a token. */
    private static final int UNUSED = 1_000_000;

    private VocabularyIds() {}

    /** @throws PolicyException if an id is invalid or far above the number of tokens */
    static void check(Path file, JsonNode json) {
        JsonNode vocabulary = json.path("model").path("vocab");
        JsonNode added = json.path("added_tokens");
        int below = vocabulary.size() + added.size() + UNUSED;
        if (vocabulary.isObject()) {
            for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
                check(file, token.getKey(), token.getValue(), below);
            }
        }
        for (JsonNode token : added) {
            check(file, token.path("content").asText(), token.path("id"), below);
        }
    }

    private static void check(Path file, String token, JsonNode id, int below) {
        if (!id.isInt() || id.intValue() < 0 || id.intValue() >= below) {
            throw new PolicyException(
                    "%s: token ids must be whole numbers in [0, %d), which is the number of tokens plus %d; that of '%s' was %s"
                            .formatted(file, below, UNUSED, shortened(token), shortened(id.toString())));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
