package io.millrace.token.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLibraryTest extends TokenLibraryContract {
    private static final Map<Path, ChildLibrary> STARTED = new HashMap<>();

    @TempDir
    Path own;

    @Override
    TokenLibrary open(Path file) {
        return STARTED.computeIfAbsent(file, ChildLibrary::start);
    }

    @Test
    void aTextThatAbortsTheLibraryIsRefusedAndTheNextOneIsEncoded() throws IOException {
        TokenLibrary library = ChildLibrary.start(write("\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\":"
                + " {\"Regex\": \"(a+)+b\"}, \"behavior\": \"Isolated\", \"invert\": false}"));
        assertThat(library.encode("ab", false).ids()).containsExactly(2);
        assertThatThrownBy(() -> library.encode("a".repeat(20_000), false))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(
                        own.resolve("tokenizer.json")
                                + ": text of 20000 characters cannot be encoded: the library aborted its process with exit code 134")
                .hasMessageContaining("retry-limit-in-match over");
        assertThat(library.encode("ab", false).ids()).containsExactly(2);
    }

    @Test
    void aFileThatAbortsTheLibraryIsRefused() throws IOException {
        Path file = write("\"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}");
        assertThatThrownBy(() -> ChildLibrary.start(file))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(
                        file + ": is not a tokenizer: the library aborted its process with exit code 134")
                .hasMessageContaining("Cannot parse precompiled_charsmap");
    }

    @Test
    void aFileThatTheLibraryRejectsIsRejectedWithItsMessage() throws IOException {
        Path file = Files.writeString(own.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> ChildLibrary.start(file))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(file + ": is not a tokenizer: Model missing.");
    }

    /** A tokenizer of the tokens a and ab, with one part replaced. */
    private Path write(String part) throws IOException {
        String key = part.substring(0, part.indexOf(':'));
        String whole = """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": null, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "a": 1, "ab": 2}}}
                """.replace(key + ": null", part);
        return Files.writeString(own.resolve("tokenizer.json"), whole);
    }
}
