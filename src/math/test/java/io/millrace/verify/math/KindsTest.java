package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private static final MathVerifier VERIFIER = new MathVerifier();

    @ParameterizedTest
    @MethodSource("io.millrace.verify.math.Pairs#kinds")
    void everyPairGetsItsExpectedVerdict(Pairs.Pair pair) {
        Verdict verdict = VERIFIER.verify(List.of(pair.truth()), pair.answer());
        assertThat(verdict.correct()).as("%s, %s", pair, verdict).isEqualTo(pair.right());
    }

    @Test
    void everyTruthOfThePairsCanBeComparedWithAnswers() {
        assertThat(Pairs.kinds()).allSatisfy(pair -> assertThat(VERIFIER.refusal(pair.truth()))
                .as(pair.truth())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/2x", "2 3", "\\frac{1", "\\{x \\mid x^2=4\\}", "x<3, x<5", "2^3^2", " "})
    void anEmptyOrAmbiguousTruthIsRejected(String truth) {
        assertThat(VERIFIER.refusal(truth)).isPresent();
        assertThat(VERIFIER.verify(truth, "5").kind()).isEqualTo(Verdict.Kind.UNGRADED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\frac{dx}{dt}=kx | same text",
                "a \\oplus b | same text",
                "the set of all n such that n > 3 | same text",
            })
    void aTruthWithUnknownSymbolsIsComparedLiterally(String truth, String rule) {
        assertThat(VERIFIER.refusal(truth)).isEmpty();
        assertThat(VERIFIER.verify(truth, "$" + truth + "$")).isEqualTo(new Verdict(Verdict.Kind.CORRECT, rule));
        assertThat(VERIFIER.verify(truth, "5"))
                .isEqualTo(new Verdict(Verdict.Kind.INCORRECT, "is written differently"));
    }

    @Test
    void theAnswerOfAWorkedSolutionIsExtracted() {
        String solution = "First $x=2$.\n\nThen $y = \\boxed{\\frac{3}{4}}$, which is less than $1$.";
        assertThat(VERIFIER.refusal(solution)).isEmpty();
        assertThat(VERIFIER.verify(solution, "0.75").correct()).isTrue();
        assertThat(VERIFIER.verify(solution, "2").kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(VERIFIER.verify("We add.\n#### 1,200", "1200").correct()).isTrue();
    }
}
