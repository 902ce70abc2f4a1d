package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModesTest {
    /** ! stands for a line end. */
    private static Mode mode(String opening, boolean anyBlank, String response) {
        return Thinkers.modes(opening, anyBlank).of(Thinkers.CHARACTERS.encode(response.replace('!', '\n')));
    }

    @ParameterizedTest
    @CsvSource({
        "</think>!!7, NO_THINK, NO_THINK",
        "</think>!!!7, NO_THINK, NO_THINK",
        "</think>!7, THINK, NO_THINK",
        "</think>7, THINK, NO_THINK",
        "</think>, THINK, NO_THINK",
        "!</think>!!7, THINK, NO_THINK",
        "'! </think> !7', THINK, NO_THINK",
        "hm</think>!!7, THINK, THINK",
        "hm, THINK, THINK",
        "7</think>!!</think>!!7, THINK, THINK"
    })
    void whereThePromptOpensTheThinkingClosingItAtOnceIsNotThinking(String response, Mode exact, Mode anyBlank) {
        assertThat(mode(Thinkers.OPENING, false, response)).isEqualTo(exact);
        assertThat(mode(Thinkers.OPENING, true, response)).isEqualTo(anyBlank);
    }

    @ParameterizedTest
    @CsvSource({
        "<think>!...!</think>!!7, NO_THINK, NO_THINK",
        "<think>!</think>!!7, NO_THINK, NO_THINK",
        "<think></think>!!7, NO_THINK, NO_THINK",
        "<think>!!</think>!!7, THINK, NO_THINK",
        "<think>!...!hm</think>!!7, THINK, THINK",
        "<think>!...!</think>7, THINK, NO_THINK",
        "</think>!!7, NO_THINK, NO_THINK",
        "7, THINK, THINK"
    })
    void aResponseMayOpenTheThinkingItself(String response, Mode exact, Mode anyBlank) {
        assertThat(mode("", false, response)).isEqualTo(exact);
        assertThat(mode("", true, response)).isEqualTo(anyBlank);
    }

    @Test
    void anOpeningThatHasClosedTheThinkingLeavesItToTheResponse() {
        assertThat(mode("<think>\n</think>\n\n", false, "7")).isEqualTo(Mode.THINK);
    }
}
