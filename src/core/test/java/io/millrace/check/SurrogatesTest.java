package io.millrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurrogatesTest {
    private static final String HIGH = Character.toString(0xD83D);
    private static final String LOW = Character.toString(0xDE00);

    @Test
    void unpairedSurrogatesAreFound() {
        assertThat(Surrogates.first("a" + HIGH + LOW + "b")).isEmpty();
        assertThat(Surrogates.first("ab" + HIGH)).hasValue(2);
        assertThat(Surrogates.first(LOW + HIGH)).hasValue(0);
        assertThat(Surrogates.first(HIGH + HIGH + LOW)).hasValue(0);
    }

    @Test
    void differentTextsStayDifferentWhenEscaped() {
        assertThat(Surrogates.escaped("x" + HIGH)).isEqualTo("x" + '\\' + "ud83d");
        assertThat(Surrogates.escaped("x" + LOW)).isEqualTo("x" + '\\' + "ude00");
        assertThat(Surrogates.escaped(HIGH + LOW)).isEqualTo(HIGH + LOW);
    }

    @Test
    void anUnpairedSurrogateIsRepairedAsDecodersDo() {
        assertThat(Surrogates.repaired("a" + HIGH + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void aCutDoesNotSplitAPair() {
        String smile = HIGH + LOW;
        assertThat(Surrogates.cut("a" + smile, 2)).isEqualTo("a");
        assertThat(Surrogates.cut("a" + smile, 3)).isEqualTo("a" + smile);
        assertThat(Surrogates.cut("abc", 2)).isEqualTo("ab");
    }
}
