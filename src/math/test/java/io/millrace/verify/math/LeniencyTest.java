package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.verify.math.Leniency.Commas;
import io.millrace.verify.math.Leniency.Decimals;
import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.number.Tolerance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeniencyTest {
    private static final MathVerifier STRICT = new MathVerifier();

    private static MathVerifier with(Commas commas, Decimals decimals) {
        return new MathVerifier(Tolerance.NONE, new Leniency(commas, decimals), AlgebraSystem.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.74 | 2,74 | true",
                "2,74 | 2.74 | true",
                "0,125 | \\frac{1}{8} | true",
                "1000.99 | 1000,99 | true",
                "3.5 | 3{,}5 \\text{ cm} | true",
                "12500 | 12 500 | true",
                "12500 | 12\u2009500 | true",
                "12500.5 | 12 500,5 | true",
                "1.234 | 1,234 | false",
                "1234 | 1,234 | true",
                "1,2 | 1,2 | true",
                "2.74 | 2,75 | false",
                "1250 | 12 50 | false",
                "(1.5, 2) | (1,5, 2) | false",
            })
    void aCommaIsADecimalPointAndNotAThousandsSeparatorIfAllowed(String truth, String answer, boolean correct) {
        assertThat(with(Commas.DECIMAL, Decimals.STRICT).verify(truth, answer).correct())
                .isEqualTo(correct);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\frac{1}{3} | 0.333333 | true",
                "\\frac{2}{3} | 0.666667 | true",
                "\\frac{2}{3} | 0.666666 | true",
                "-\\frac{2}{3} | -0.666667 | true",
                "\\sqrt{17} | 4.12311 | true",
                "4.123105625617661 | \\sqrt{17} | true",
                "(\\frac{1}{3}, 2) | (0.333333, 2) | true",
                "\\frac{1}{12} | 0.0833333333333333 | true",
                "\\frac{1}{3} | 0.33333 | false",
                "\\frac{1}{3} | 0.333334 | true",
                "\\frac{1}{3} | 0.333335 | false",
                "\\sqrt{17} | 4.12312 | false",
                "\\frac{1}{3} | -0.333333 | false",
                "1234567 | 1234567.1 | false",
                "0.333333 | 0.333334 | false",
                "x | 0.333333 | false",
            })
    void sixCorrectDigitsMatchANumberIfAllowed(String truth, String answer, boolean correct) {
        assertThat(with(Commas.STRICT, Decimals.ROUNDED).verify(truth, answer).correct())
                .isEqualTo(correct);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.74 | 2,74",
                "12500 | 12 500",
                "\\frac{1}{3} | 0.333333",
                "\\sqrt{17} | 4.1231056",
                "0,125 | 0.125"
            })
    void lenientReadingsMustBeEnabled(String truth, String answer) {
        assertThat(STRICT.verify(truth, answer).correct()).isFalse();
    }
}
