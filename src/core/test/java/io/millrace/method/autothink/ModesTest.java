package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.CharacterTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void closingThinkingThatThePromptOpenedIsNotThinking(String response, Mode exact, Mode anyBlank) {
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
    void theMonitorNamesTheModeByTheStartOfAResponse() {
        Modes modes = Thinkers.modes("", false);

        assertThat(modes.name(Thinkers.CHARACTERS.encode("<think>\n...\n</think>\n\n7" + "7".repeat(200))))
                .isEqualTo("no-think");
        assertThat(modes.name(Thinkers.CHARACTERS.encode("<think>\nhm</think>\n\n7" + "7".repeat(200))))
                .isEqualTo("think");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theAnswerStartsWhereTheThinkingEnds(long seed) {
        Random random = new Random(seed);
        String[] pieces = {"<think>", "</think>", "\n", "a", " 7"};
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder("7");
            for (int n = random.nextInt(7); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (String opening : List.of("", Thinkers.OPENING)) {
                Thought thought = new Thoughts(Thinkers.CHARACTERS, Thinkers.TAGS, opening)
                        .read(Thinkers.CHARACTERS.encode(text.toString()));
                assertThat(Thinkers.modes(opening, false).answer(text.toString()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(thought.closed() ? Optional.of(thought.answer()) : Optional.empty());
            }
        }
    }

    @Test
    void aTokenizerThatCannotDecodeTheTagsIsRefused() {
        assertThatThrownBy(() -> new Modes(
                        CharacterTokenizer.of("think/>"), Thinkers.TAGS, Thinkers.config(Thinkers.stage(1, 0, 0))))
                .hasMessage(
                        "autothink: the policy's tokenizer must decode <think> as text, decoded 'think>': modes cannot be determined");
    }

    @Test
    void anOpeningThatClosesTheThinkingLeavesTheModeToTheResponse() {
        assertThat(mode("<think>\n</think>\n\n", false, "7")).isEqualTo(Mode.THINK);
    }
}
