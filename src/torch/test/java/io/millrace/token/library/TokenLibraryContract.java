package io.millrace.token.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.token.json.ModelKit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all ways to run the library, tested with a tokenizer of Llama 3.1's kind. */
abstract class TokenLibraryContract {
    @TempDir
    static Path folder;

    abstract TokenLibrary open(Path file);

    private TokenLibrary library() {
        return open(ModelKit.LLAMA_3_1.write(folder).resolve("tokenizer.json"));
    }

    @Test
    void textSurvivesARoundTrip() {
        TokenLibrary library = library();
        EncodedText encoded = library.encode("the an\u00e9\uD83D\uDE00", false);
        assertThat(encoded.ids()).contains(257).doesNotContain(ModelKit.LLAMA_3_1.id("<|begin_of_text|>"));
        assertThat(encoded.special()).containsOnly(false).hasSameSizeAs(encoded.ids());
        assertThat(library.decode(encoded.ids(), false)).isEqualTo("the an\u00e9\uD83D\uDE00");
    }

    @Test
    void specialTokensAreDecodedOnRequest() {
        TokenLibrary library = library();
        int begin = ModelKit.LLAMA_3_1.id("<|begin_of_text|>");
        int[] ids = {begin, library.encode("a", false).ids()[0]};
        assertThat(library.decode(ids, true)).isEqualTo("<|begin_of_text|>a");
        assertThat(library.decode(ids, false)).isEqualTo("a");
    }

    @Test
    void anEmptyTextHasNoTokens() {
        assertThat(library().encode("", false).ids()).isEmpty();
        assertThat(library().decode(new int[0], false)).isEmpty();
    }

    @Test
    void halfACharacterBecomesAReplacementCharacterAndTheOthersAreUnchanged() {
        TokenLibrary library = library();
        assertThat(library.encode("\uD83D\uDE00\uD83D \u0000\uD83D\uDE00", false)
                        .ids())
                .isEqualTo(library.encode("\uD83D\uDE00\uFFFD \u0000\uD83D\uDE00", false)
                        .ids());
    }

    @Test
    void aTextThatIsTooLongIsRefusedByItsLength() {
        assertThatThrownBy(() -> library().encode("a".repeat(TokenLibrary.MAX_TEXT_LENGTH + 1), false))
                .isInstanceOf(PolicyException.class)
                .hasMessage("text to be encoded must have at most 1000000 characters, had 1000001");
    }

    @Test
    void tokensThatDoNotExistHaveNoText() {
        assertThat(library().decode(new int[] {Integer.MAX_VALUE, -1}, false)).isEmpty();
    }
}
