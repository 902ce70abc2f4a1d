package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.ModelFiles;
import io.millrace.token.library.EncodedText;
import io.millrace.token.library.TokenLibrary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The vocabulary of a tokenizer.json, without a chat template; encodes with Hugging Face's library. Thread-safe. */
final class Vocabulary {
    private final TokenLibrary library;
    private final Optional<TokenBytes> bytes;
    private final List<Integer> stopIds;
    private final OptionalInt unknown;
    private final Map<Integer, String> special;
    private final int size;

    private Vocabulary(ModelFiles files, JsonNode json, TokenLibrary library) {
        this.library = requireNonNull(library, "library");
        bytes = TokenBytes.of(json);
        stopIds = stopIds(files, json);
        unknown = id(json, json.path("model").path("unk_token").asText(""));
        special = special(json);
        size = Math.max(highestId(json) + 1, files.vocabulary());
    }

    static Vocabulary read(ModelFiles files) {
        Path file = files.folder().resolve("tokenizer.json");
        JsonNode json = files.json("tokenizer.json");
        VocabularyIds.check(file, json);
        return new Vocabulary(files, json, TokenLibrary.open(file, json));
    }

    TokenIds encode(String text) {
        return new TokenIds(library.encode(text, false).ids());
    }

    /**
     * Encodes a text with the special tokens that the post-processor adds, for instance Llama's beginning of text; it
     * is not added to a text that begins with it. A stop token at the end is left out, since the answer continues from
     * there.
     */
    TokenIds encodeOpened(String text) {
        EncodedText encoded = library.encode(text, true);
        int[] ids = encoded.ids();
        boolean[] special = encoded.special();
        int to = ids.length;
        while (to > 0 && special[to - 1] && stopIds.contains(ids[to - 1])) {
            to--;
        }
        boolean twice = to > 1 && special[0] && ids[0] == ids[1];
        return new TokenIds(Arrays.copyOfRange(ids, twice ? 1 : 0, to));
    }

    String decode(TokenIds tokens) {
        return bytes.isPresent() ? bytes.get().decode(tokens) : decodeByLibrary(tokens);
    }

    /** The bytes of the tokens; empty if only the library can decode them. */
    Optional<TokenBytes> bytes() {
        return bytes;
    }

    String decodeByLibrary(TokenIds tokens) {
        return library.decode(tokens.ids(), false);
    }

    /** The text of tokens, including all special ones. */
    String written(TokenIds tokens) {
        return library.decode(tokens.ids(), true);
    }

    /** The special tokens, which have no text, by id. */
    Map<Integer, String> special() {
        return special;
    }

    List<Integer> stopIds() {
        return stopIds;
    }

    /** The token for text that is not in the vocabulary; empty if all text can be encoded. */
    OptionalInt unknown() {
        return unknown;
    }

    int size() {
        return size;
    }

    /** The stop tokens that the folder lists, then the tokenizer's end token, as inference servers use them. */
    private static List<Integer> stopIds(ModelFiles files, JsonNode json) {
        Set<Integer> ids = new LinkedHashSet<>(files.stopIds());
        id(json, files.specialTokens().getOrDefault("eos_token", "")).ifPresent(ids::add);
        if (ids.isEmpty()) {
            throw new PolicyException(
                    "%s: must name the tokens that end a response as eos_token_id in config.json, named none"
                            .formatted(files.folder()));
        }
        return List.copyOf(ids);
    }

    private static OptionalInt id(JsonNode json, String token) {
        for (JsonNode added : json.path("added_tokens")) {
            if (!token.isEmpty() && added.path("content").asText().equals(token)) {
                return OptionalInt.of(added.path("id").asInt());
            }
        }
        JsonNode id = json.path("model").path("vocab").path(token);
        return id.isInt() ? OptionalInt.of(id.asInt()) : OptionalInt.empty();
    }

    private static Map<Integer, String> special(JsonNode json) {
        Map<Integer, String> special = new LinkedHashMap<>();
        for (JsonNode added : json.path("added_tokens")) {
            if (added.path("special").asBoolean()) {
                special.put(added.path("id").asInt(), added.path("content").asText());
            }
        }
        return Collections.unmodifiableMap(special);
    }

    private static int highestId(JsonNode json) {
        int highest = -1;
        for (JsonNode id : json.path("model").path("vocab")) {
            highest = Math.max(highest, id.asInt(-1));
        }
        for (JsonNode added : json.path("added_tokens")) {
            highest = Math.max(highest, added.path("id").asInt(-1));
        }
        return highest;
    }
}
