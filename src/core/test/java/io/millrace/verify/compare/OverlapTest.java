package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlapTest {
    private static final long SEED = 20261130;

    private static Overlap from(double f1) {
        return new Overlap(List.of("whole"), true, f1);
    }

    /** 2 common words of 3 and of 4: P = 1/2, R = 2/3, F1 = 4/7. */
    @Test
    void f1AgreesWithACalculationByHand() {
        String truth = "Barack Hussein Obama";
        String answer = "the former president Barack Obama";
        assertThat(from(0.57).verify(truth, answer)).isEqualTo(new Verdict(Verdict.Kind.CORRECT, "F1 of words 0.57"));
        assertThat(from(0.58).verify(truth, answer)).isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "F1 of words 0.57"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "The Eiffel Tower | an eiffel tower! | CORRECT",
                "Eiffel Tower | Tower, Eiffel | CORRECT",
                "Eiffel Tower | \u201cEiffel Tower\u201d. | CORRECT",
                "two words | two\u00a0words | CORRECT",
                "that that | that | INCORRECT",
                "that | that that | INCORRECT",
                "Paris | `` | INCORRECT",
                "Paris | the | INCORRECT",
                "Paris | Rome | INCORRECT",
            })
    void withAnF1Of1TheWordsMustBeTheSame(String truth, String answer, Verdict.Kind kind) {
        assertThat(from(1).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @Test
    void aTruthWithoutWordsIsRefusedAndLeavesResponsesUngraded() {
        assertThat(from(1).refusal("The ...")).contains("has no words to compare");
        assertThat(from(1).verify("The ...", "Paris")).isEqualTo(Verdict.ungraded("truth has no words to compare"));
        assertThat(from(1).verify(List.of("...", "Paris"), "Paris").correct()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void anF1OutOfRangeIsRefused(double f1) {
        assertThatThrownBy(() -> from(f1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlap: f1 must be > 0 and <= 1, was " + f1);
    }

    @Test
    void theOrderOfWordsDoesNotMatter() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            List<String> answer = words(random);
            List<String> shuffled = new ArrayList<>(answer);
            Collections.shuffle(shuffled, random);
            String truth = String.join(" ", words(random));
            assertThat(from(0.5).verify(truth, String.join(" ", shuffled)))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(from(0.5).verify(truth, String.join(", ", answer)));
        }
    }

    private static List<String> words(Random random) {
        return random.ints(1 + random.nextInt(6), 0, 5).mapToObj(n -> "w" + n).toList();
    }

    @Test
    void aConfigurationSelectsIt() {
        Verifier verifier = ConfigReader.parse(
                        "task: {verifiers: [{name: qa, type: overlap, f1: 0.5}]}", List.of(), "test")
                .task()
                .verifiers()
                .get(0)
                .verifier(Map.of());
        assertThat(verifier.verify(
                                Samples.prompt("q", "qa", "Eiffel Tower"),
                                ResponseText.of("It was Paris.\nThe answer is the Eiffel Tower of Paris."))
                        .correct())
                .isTrue();
    }
}
