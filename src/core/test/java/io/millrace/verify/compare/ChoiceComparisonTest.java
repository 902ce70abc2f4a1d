package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.testkit.Samples;
import io.millrace.verify.ResponseText;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.compare.ChoiceComparison.Index;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceComparisonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONE | C | C | CORRECT",
                "NONE | C | (C) | CORRECT",
                "NONE | (C) | C. a long explanation | CORRECT",
                "NONE | C | \\text{(C)} | CORRECT",
                "NONE | C | **C** | CORRECT",
                "NONE | C | c | CORRECT",
                "NONE | c | (c) | CORRECT",
                "NONE | C | (B) | INCORRECT",
                "NONE | C | B or C | INCORRECT",
                "NONE | C | C or B | INCORRECT",
                "NONE | A | a dog is right | INCORRECT",
                "NONE | C | 12 | INCORRECT",
                "NONE | J | J | CORRECT",
                "NONE | C | **(c)** | CORRECT",
                "NONE | C | C because it is | CORRECT",
                "NONE | C | C, since 5 is odd | CORRECT",
                "NONE | C | C because A is wrong | INCORRECT",
                "NONE | C | C becausewhat | INCORRECT",
                "NONE | C | C: zinc | CORRECT",
                "NONE | C | C - zinc | CORRECT",
                "NONE | C | C \u2014 12 zincs | CORRECT",
                "NONE | C | \\text{C. zinc} | CORRECT",
                "NONE | C | Option C | CORRECT",
                "NONE | C | \\text{Option C} | CORRECT",
                "NONE | C | choice (C) zinc | CORRECT",
                "NONE | C | $C$ | CORRECT",
                "NONE | C | \\(C\\) | CORRECT",
                "NONE | C | $C$. zinc | CORRECT",
                "NONE | C | c) zinc | CORRECT",
                "NONE | C | C is correct | CORRECT",
                "NONE | C | C, as the others are wrong | CORRECT",
                "NONE | C | Option B | INCORRECT",
                "NONE | C | $B$ | INCORRECT",
                "NONE | C | C - B | INCORRECT",
                "NONE | C | C is not correct | INCORRECT",
                "NONE | C | Options B and C | INCORRECT",
                "NONE | C | C, as A is wrong | INCORRECT",
                "NONE | A | (A) or b | INCORRECT",
                "NONE | A | (A) and a | INCORRECT",
                "NONE | A | (A) and a half | CORRECT",
                "NONE | A | (A) $b$ $c$ | INCORRECT",
                "NONE | A | (A) (b) | INCORRECT",
                "NONE | A | (A) b | INCORRECT",
                "NONE | A | (A) or \\text{b} | INCORRECT",
                "NONE | C | (C) f(a) = 3 | CORRECT",
                "NONE | C | (C) b = 3 | CORRECT",
                "ZERO | 2 | C | CORRECT",
                "ZERO | 2 | B | INCORRECT",
                "ZERO | 0 | (A) | CORRECT",
                "ONE | 2 | B | CORRECT",
                "ONE | 1 | A | CORRECT",
                "ONE | C | C | CORRECT",
                "ZERO | 2 | 2 | INCORRECT"
            })
    void theLetterMustMatch(Index index, String truth, String answer, Verdict.Kind kind) {
        assertThat(new ChoiceComparison(index).verify(truth, answer).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`The answer is C because it is.` | CORRECT",
                "`The answer is clear.\nC` | CORRECT",
                "`The answer is clear.\n**C**` | CORRECT",
                "`\\boxed{12}\n(c)` | CORRECT",
                "`The answer is B.\nC` | INCORRECT",
                "`The answer is clear.\n(C) is incorrect.` | INCORRECT",
                "`The answer is clear.` | INCORRECT"
            })
    void theNextSourceIsReadIfOneIsNotAChoice(String said, Verdict.Kind kind) {
        ChoiceConfig config = new ChoiceConfig(List.of("boxed", "phrase", "letter"), false, Index.NONE);
        assertThat(config.create(new VerifierContext("choice", Map.of()))
                        .verify(Samples.prompt("1", "choice", "C"), ResponseText.of(said))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void aTruthMustBeAChoice() {
        assertThat(new ChoiceComparison(Index.NONE).refusal("2")).contains("must be one of the letters A to J");
        assertThat(new ChoiceComparison(Index.ZERO).refusal("10"))
                .contains("must be one of the letters A to J, or its number from 0");
        assertThat(new ChoiceComparison(Index.ONE).refusal("0"))
                .contains("must be one of the letters A to J, or its number from 1");
        assertThat(new ChoiceComparison(Index.ONE).refusal("10")).isEmpty();
        assertThat(new ChoiceComparison(Index.NONE).verify("Paris", "C"))
                .isEqualTo(Verdict.ungraded("truth 'Paris' must be one of the letters A to J"));
    }
}
