package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.number.Tolerance;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an algebra system is used, and what its answer changes; Symja's proofs are tested in its own module. */
class AlgebraStageTest {
    private final AtomicInteger asked = new AtomicInteger();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            999000   | \\frac{1000!}{998!}
            x-5      | \\sin(\\arcsin(x-5))
            123456789123\\sin 2x | 246913578246\\sin x\\cos x
            y=x-5    | \\sin(\\arcsin(x-5))
            (1, x-5) | (1, \\sin(\\arcsin(x-5)))
            10\\%    | \\frac{1000!}{10\\cdot1000!}
            """)
    void aProofDecidesUndecidedPairs(String truth, String answer) {
        assertThat(verdict(truth, answer, false).kind()).isEqualTo(Verdict.Kind.INCORRECT);
        assertThat(asked).hasPositiveValue();
        assertThat(verdict(truth, answer, true))
                .isEqualTo(new Verdict(Verdict.Kind.CORRECT, "same value by the algebra system"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1/3            | 0.333
            \\sqrt{2}      | 1.414
            x+1            | x+2
            \\sqrt{x^2}    | x
            \\log x        | \\ln x
            \\sin x        | \\cos x
            \\frac{\\pi}{2} | \\arctan x+\\arctan\\frac{1}{x}
            5              | 5+\\frac{0}{0}
            5              | \\text{five hundred}
            \\text{yes}    | 5
            (1,2)          | [1,2]
            x-5            | \\sin(\\arcsin(x-5)), 7
            C              | 1000!
            """)
    void decidedPairsAreNotAsked(String truth, String answer) {
        assertThat(verdict(truth, answer, true).correct()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void correctAnswersAreNotAsked() {
        assertThat(verdict("\\sin 2x", "2\\sin x\\cos x", false).reason()).isEqualTo("same value at random points");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPairWithoutAProofKeepsItsVerdict() {
        assertThat(verdict("999001", "\\frac{1000!}{998!}", false))
                .isEqualTo(new MathVerifier().verify("999001", "\\frac{1000!}{998!}"));
        assertThat(verdict("\\frac{1000!}{998!}", "999001", false).kind()).isEqualTo(Verdict.Kind.UNGRADED);
    }

    @Test
    void aVerdictAsksAtMostTwoQuestions() {
        AlgebraSystem system = (left, right) -> {
            asked.incrementAndGet();
            return false;
        };
        new MathVerifier(Tolerance.NONE, system)
                .verify(List.of("x-5", "5+x-10", "(x-5)", "x-4-1"), "\\sin(\\arcsin(x-5))");
        assertThat(asked).hasValue(Questions.MAX_QUESTIONS);
    }

    @Test
    void nothingIsAskedWithATolerance() {
        AlgebraSystem system = (left, right) -> {
            throw new AssertionError("was asked");
        };
        Verdict verdict = new MathVerifier(new Tolerance(0.1, 0), system).verify("999000", "\\frac{1000!}{998!}");
        assertThat(verdict.correct()).isFalse();
    }

    private Verdict verdict(String truth, String answer, boolean proven) {
        return new MathVerifier(Tolerance.NONE, (left, right) -> {
                    asked.incrementAndGet();
                    return proven;
                })
                .verify(List.of(truth), answer);
    }
}
