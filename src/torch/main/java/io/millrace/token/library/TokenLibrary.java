package io.millrace.token.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Surrogates;
import io.millrace.model.PolicyException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tokenizer of Hugging Face's library. Thread-safe. */
public interface TokenLibrary {
    /**
     * Maximum characters of a text. With the known split patterns no match comes near the library's backtracking limit.
     */
    int MAX_TEXT_LENGTH = 1_000_000;

    /**
     * The token ids of a text.
     *
     * @param text at most {@link #MAX_TEXT_LENGTH} characters
     * @param special whether to add the special tokens of the post-processor
     * @throws PolicyException if the library refuses the text or crashes on it
     */
    EncodedText encode(String text, boolean special);

    /**
     * The text of token ids.
     *
     * @param special whether special tokens are included
     * @throws PolicyException if the library refuses the ids or crashes on them
     */
    String decode(int[] ids, boolean special);

    /**
     * Opens a tokenizer: in this process if it consists of known parts, otherwise in a child process.
     *
     * @param file the tokenizer.json
     * @param json its parsed content
     * @throws PolicyException if it is not a tokenizer
     */
    static TokenLibrary open(Path file, JsonNode json) {
        Optional<String> unknown = KnownParts.unknown(json);
        if (unknown.isEmpty()) {
            return new DirectLibrary(file);
        }
        Logger log = LoggerFactory.getLogger(TokenLibrary.class);
        log.info("{}: runs in a separate process, because {} is not known to be safe", file, unknown.get());
        return ChildLibrary.start(file);
    }

    /**
     * A text that can be passed to the library: unpaired surrogates become U+FFFD, because with them the library would
     * misread the whole text.
     *
     * @throws PolicyException if it is too long
     */
    static String checked(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new PolicyException("text to be encoded must have at most %d characters, had %d"
                    .formatted(MAX_TEXT_LENGTH, text.length()));
        }
        return Surrogates.repaired(text);
    }
}
