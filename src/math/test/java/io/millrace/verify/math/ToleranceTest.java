package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.verify.math.algebra.AlgebraSystem;
import io.millrace.verify.math.number.Tolerance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1e-6 | 1/3 | 0.3333333 | true",
                "0 | 1e-6 | 1/3 | 0.3333 | false",
                "0 | 1e-4 | \\pi | 3.1416 | true",
                "0 | 1e-4 | \\pi | 3.15 | false",
                "0.1 | 0 | 1 | 1.1 | true",
                "0.1 | 0 | 1 | 0.9 | true",
                "0.1 | 0 | 1 | 1.1000000001 | false",
                "0.5 | 0.01 | 100 | 100.99 | true",
                "0.5 | 0.01 | 100 | 101 | false",
                "1 | 0.01 | 100 | 101 | true",
                "0 | 1e-6 | 1234567 | 1234568 | false",
                "0 | 1e-6 | 1234567 | 1234568.0 | false",
                "0 | 1e-6 | 1234567 | 1234567.5 | true",
                "0 | 1e-6 | 2^{20} | 1048577 | false",
                "0 | 1e-6 | (1234567, 2) | (1234568, 2) | false",
                "0 | 0.01 | 100.0 | 101 | true",
                "0 | 0.01 | 6\\times 10^{23} | 6.02\\times 10^{23} | true",
                "0 | 0.01 | 10^{23} | 1.001\\times 10^{23} | false",
                "0 | 0.01 | \\{100, 100.5\\} | \\{100\\} | false",
                "0 | 0.01 | \\{100, 100.5\\} | \\{100.5, 100\\} | true",
                "0 | 0.01 | \\{100, 100\\} | \\{100.5\\} | true",
                "0.5 | 0 | 30^\\circ | 0.1 | false",
                "0.5 | 0 | 30^\\circ | 0.53 | true",
                "0.5 | 0 | 30^\\circ | 30.4 | true",
                "0.5 | 0 | 30^\\circ | 30.4^\\circ | true",
                "0.5 | 0 | 30^\\circ | 0.54 | false",
                "0.1 | 0 | \\frac{\\pi}{6} | 31^\\circ | true",
                "0.5 | 0 | 10\\% | 0.6 | false",
                "0.5 | 0 | 10\\% | 0.104 | true",
                "0.5 | 0 | 10\\% | 10.4 | true",
                "0.05 | 0 | 0.1 | 14\\% | true",
                "0.5 | 0.01 | 10 | 10.5 | true",
                "0.5 | 0.01 | 10 | 10.51 | false",
                "0 | 0.01 | -5 | 5 | false",
                "0 | 0.01 | 0 | 0.0001 | false",
                "0 | 0.01 | (1, 2) | (1.005, 1.99) | true",
                "0 | 0.01 | (1, 2) | (1.99, 1.005) | false",
                "0 | 0.01 | 3 cm | 3.01 cm | true",
                "0 | 0.01 | 3 cm | 3.01 m | false",
                "0 | 0.01 | 50\\% | 0.501 | true",
                "0 | 0.01 | x + 1 | x + 1.001 | false",
                "0 | 0.01 | x | 2 | false",
                "0 | 0.01 | 1.6e-19 | 1.602\\times 10^{-19} | true",
                "0 | 0.01 | e^{1000} | e^{5} | false",
                "0 | 0.01 | \\infty | 10^{300} | false",
                "0 | 0.99 | 1 | 0 | false"
            })
    void numbersWithinTheToleranceMatch(double absolute, double relative, String truth, String answer, boolean right) {
        assertThat(new MathVerifier(new Tolerance(absolute, relative), AlgebraSystem.NONE)
                        .verify(truth, answer)
                        .correct())
                .isEqualTo(right);
    }

    @Test
    void withoutAToleranceNumbersMustBeTheSame() {
        assertThat(new MathVerifier().verify("1/3", "0.3333333333333333").correct())
                .isFalse();
        assertThat(Tolerance.NONE.none()).isTrue();
        assertThat(new Tolerance(0, 1e-9).none()).isFalse();
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Tolerance(-1, 0))
                .hasMessage("tolerance: absolute must be finite and >= 0, was -1.0");
        assertThatThrownBy(() -> new Tolerance(Double.NaN, 0))
                .hasMessage("tolerance: absolute must be finite and >= 0, was NaN");
        assertThatThrownBy(() -> new Tolerance(0, 1)).hasMessage("tolerance: relative must be in [0, 1), was 1.0");
    }
}
