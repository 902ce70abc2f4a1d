package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.verify.Comparison;
import io.millrace.verify.compare.ChoiceComparison.Index;
import io.millrace.verify.compare.TextComparison.Same;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No text makes a comparison throw, or leaves an answer with a valid truth ungraded. */
class HostileTextTest {
    private static final long SEED = 20261121;
    private static final int CASES = 3_000;

    private static final List<String> PIECES = List.of(
            "A",
            "(C)",
            "**",
            "c",
            "\\text",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\u00",
            ":",
            ",",
            "1e99",
            "-",
            ".5",
            "0x",
            "null",
            "\u0130",
            "\u00df",
            "\ud835",
            "\udf0b",
            "\u202e",
            "\u0000",
            "\n",
            " ",
            "$",
            "^",
            "(a+)+",
            "/*",
            "9",
            "100E2147483647",
            "[1, null, 1E-2147483648]",
            "\u0301\u0323".repeat(16),
            "\uff9e",
            "`",
            "'",
            "\u2075",
            "!");

    private static final Map<Comparison, String> TRUTHS = Map.of(
            new TextComparison(Same.EXACT), "A",
            new TextComparison(Same.SPACES), "A c",
            new TextComparison(Same.WORDS), "A c",
            new Overlap(List.of("whole"), true, 0.8), "A c",
            new PatternComparison(false), "(a+)+$",
            new PatternComparison(true), "A|c",
            new ChoiceComparison(Index.NONE), "C",
            new ChoiceComparison(Index.ONE), "2",
            new JsonComparison(true), "{\"a\": [1, null]}",
            new JsonComparison(false), "[1, 2, 1e99]");

    @Test
    void everyTextIsCorrectOrIncorrect() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(16); left > 0; left--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            int number = i;
            TRUTHS.forEach((comparison, truth) -> assertThat(
                            comparison.verify(truth, text.toString()).kind())
                    .as(
                            "seed %d, case %d, %s: %s",
                            SEED, number, comparison.getClass().getSimpleName(), text)
                    .isNotEqualTo(Verdict.Kind.UNGRADED));
        }
    }
}
