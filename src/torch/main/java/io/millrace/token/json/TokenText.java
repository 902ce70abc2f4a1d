package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a vocabulary's tokens. Special tokens have none, except configured ones: in some models think tags are
 * special tokens, and without their text thinking and answer could not be separated. Immutable and thread-safe.
 */
final class TokenText {
    private final Vocabulary vocabulary;
    private final Optional<TokenBytes> bytes;
    private final Map<Integer, String> hidden;
    private final boolean shows;

    /** @param shown contents of the special tokens that are decoded literally */
    TokenText(Vocabulary vocabulary, Set<String> shown) {
        this.vocabulary = requireNonNull(vocabulary, "vocabulary");
        Map<Boolean, Map<Integer, String>> special = vocabulary.special().entrySet().stream()
                .collect(Collectors.partitioningBy(
                        token -> shown.contains(token.getValue()),
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
        hidden = requireNonNull(special.get(false));
        Map<Integer, String> visible = requireNonNull(special.get(true));
        shows = !visible.isEmpty();
        bytes = shows ? vocabulary.bytes().map(plain -> plain.showing(visible)) : vocabulary.bytes();
    }

    String decode(TokenIds tokens) {
        if (bytes.isPresent()) {
            return bytes.get().decode(tokens);
        }
        return shows ? vocabulary.written(visible(tokens)) : vocabulary.decodeByLibrary(tokens);
    }

    private TokenIds visible(TokenIds tokens) {
        return new TokenIds(Arrays.stream(tokens.ids())
                .filter(id -> !hidden.containsKey(id))
                .toArray());
    }

    /** The number of tokens within a text's first characters; empty if that requires decoding. */
    OptionalInt tokensBefore(TokenIds tokens, int characters) {
        return bytes.isPresent() ? OptionalInt.of(bytes.get().tokensBefore(tokens, characters)) : OptionalInt.empty();
    }

    /** Special tokens without text that look like think tags. */
    List<String> hiddenTags() {
        return hidden.values().stream()
                .filter(token -> token.toLowerCase(Locale.ROOT).matches(".*(think|thought|reason).*"))
                .toList();
    }
}
