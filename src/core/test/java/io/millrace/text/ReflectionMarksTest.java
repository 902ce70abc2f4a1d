package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectionMarksTest {
    private static final ReflectionMarks MARKS = new ReflectionMarks(
            new ThinkingConfig("<think>", "</think>", "", List.of("wait", "alternatively", "check", "but")));

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'the sum is 5', 0",
        "'Wait, is it?', 1",
        "'a butter is no but, though it counts', 1",
        "'WAIT\nbut', 2",
        "'Wait, but let me check this', 1",
        "'alternatively', 1"
    })
    void adjacentMarksOfALineAreOneChain(String text, int chains) {
        assertThat(MARKS.count(text)).isEqualTo(chains);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "59, 1", "60, 2", "61, 2"})
    void marksOfAChainAreAtMost59CharactersApart(int apart, int chains) {
        assertThat(MARKS.count("wait" + "x".repeat(apart) + "wait")).isEqualTo(chains);
    }

    @ParameterizedTest
    @CsvSource({"59, 1", "60, 2"})
    void aCharacterIsACodePoint(int apart, int chains) {
        assertThat(MARKS.count("wait" + Character.toString(0x1F914).repeat(apart) + "wait"))
                .isEqualTo(chains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
    void onlyALineFeedBreaksAChain(String other) {
        assertThat(MARKS.count("wait" + other + "but")).isEqualTo(1);
        assertThat(MARKS.count("wait" + other + "\nbut")).isEqualTo(2);
    }

    @Test
    void aChainContinuesFromItsLatestMark() {
        assertThat(MARKS.count(("wait" + "x".repeat(40)).repeat(5))).isEqualTo(1);
    }

    @Test
    void densityIsMarksPerThinkingToken() {
        assertThat(MARKS.density(new Thought(true, true, "wait\nbut", "", 3, 11)))
                .isEqualTo(2.0 / 8);
        assertThat(MARKS.density(new Thought(true, true, "", "wait", 0, 0))).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void marksOfLinesAreAdded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int sum = 0;
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 50; line++) {
            int chains = random.nextInt(4);
            text.append(("check" + ".".repeat(60 + random.nextInt(9))).repeat(chains))
                    .append('\n');
            sum += chains;
        }
        assertThat(MARKS.count(text.toString())).as("seed " + seed).isEqualTo(sum);
    }

    @Test
    void aMarkMustNotBeBlank() {
        assertThatThrownBy(() -> new ThinkingConfig("<", ">", "", List.of("wait", " ")))
                .hasMessage("thinking: marks must not be blank, were [wait,  ]");
    }
}
