package io.millrace.token.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.json.ModelJson;
import io.millrace.token.json.ModelKit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Known split patterns on long runs of each kind of character, in a child process: an abort is an error there. The system property
 * {@code millrace.longest} sets the length, up to {@link TokenLibrary#MAX_TEXT_LENGTH}.
 */
class KnownPatternsTest {
    private static final int CHARACTERS = Integer.getInteger("millrace.longest", 2_000);
    /**
     * White space, line ends, letters of all cases and without case, marks, digits, punctuation, and their boundaries.
     */
    private static final List<String> UNITS = List.of(
            " ",
            "\n",
            " \n",
            "\r\n",
            "\t",
            "\u3000",
            "a",
            "A",
            "Aa",
            "aA",
            "\u02b0",
            "\u4e2d",
            "\u0301",
            "a\u0301",
            "1",
            "!",
            "! ",
            "'s",
            "'S",
            "/",
            "_a",
            "\u30fc",
            "\uD835\uDC00",
            "\uFFFD",
            "\u00df",
            "\u01c5");

    @TempDir
    Path folder;

    static Set<String> patterns() {
        return KnownPatterns.ALL;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void noTextMakesTheLibraryAbort(String pattern) throws IOException {
        Path file = ModelKit.QWEN3.write(folder).resolve("tokenizer.json");
        JsonNode json = ModelJson.read(file);
        ((ObjectNode) json.at("/pre_tokenizer/pretokenizers/0/pattern")).put("Regex", pattern);
        new ObjectMapper().writeValue(file.toFile(), json);
        assertThat(KnownParts.unknown(json)).isEmpty();

        TokenLibrary child = ChildLibrary.start(file);
        TokenLibrary direct = new DirectLibrary(file);
        for (String unit : UNITS) {
            String text = unit.repeat(CHARACTERS / unit.length());
            int[] ids = child.encode(text, false).ids();
            assertThat(ids).as(unit).hasSizeGreaterThanOrEqualTo(CHARACTERS / 8);
            assertThat(direct.encode(text.substring(0, 1_000), false).ids())
                    .isEqualTo(child.encode(text.substring(0, 1_000), false).ids());
        }
    }
}
