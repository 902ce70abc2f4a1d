package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DegenerateTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 9, false",
        "1, 10, true",
        "2, 9, false",
        "2, 10, true",
        "30, 9, false",
        "30, 10, true",
        "31, 10, false"
    })
    void wordsRepeatedTenTimesInARowAreDegenerate(int words, int times, boolean degenerate) {
        String ngram = IntStream.range(0, words).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        String repeated = (ngram + " ").repeat(times);
        assertThat(DegenerateText.in(repeated)).isEqualTo(degenerate);
        assertThat(DegenerateText.in("so\n" + repeated + "\n\nend"))
                .as("anywhere")
                .isEqualTo(degenerate);
    }

    @Test
    void anInterruptionEndsTheRepetition() {
        assertThat(DegenerateText.in("a b ".repeat(9) + "a c " + "a b ".repeat(9)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"119, false", "120, true", "500, true"})
    void aVeryLongWordIsDegenerate(int characters, boolean degenerate) {
        assertThat(DegenerateText.in("a " + "xy".repeat(characters).substring(0, characters) + " b"))
                .isEqualTo(degenerate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "one", "one two"})
    void fewWordsAreNotDegenerate(String text) {
        assertThat(DegenerateText.in(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void longTextsAreDegenerateOnlyIfTheyRepeat(long seed) {
        Random random = new Random(seed);
        String noise = random.ints(30_000, 0, 50).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(DegenerateText.in(noise)).as("seed %d", seed).isFalse();
        int n = 1 + random.nextInt(30);
        String ngram = IntStream.range(0, n).mapToObj(i -> "v" + i).collect(Collectors.joining(" "));
        int cut = noise.indexOf(' ', random.nextInt(noise.length() / 2));
        String hidden = noise.substring(0, cut) + (" " + ngram).repeat(10) + noise.substring(cut);
        assertThat(DegenerateText.in(hidden)).as("seed %d, n %d", seed, n).isTrue();
    }
}
