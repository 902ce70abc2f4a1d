package io.millrace.verify.math.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RationalTest {
    private static final long SEED = 42;
    private static final int CASES = 2_000;

    /** Sums and products are reduced differently: each must equal its definition. */
    @Test
    void allResultsAreReducedAndCorrect() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            Rational a = any(random);
            Rational b = any(random);
            String about = "seed %d, case %d: %s and %s".formatted(SEED, i, a, b);
            same(
                    a.plus(b),
                    a.numerator().multiply(b.denominator()).add(b.numerator().multiply(a.denominator())),
                    a.denominator().multiply(b.denominator()),
                    about);
            same(
                    a.times(b),
                    a.numerator().multiply(b.numerator()),
                    a.denominator().multiply(b.denominator()),
                    about);
            same(a.negate(), a.numerator().negate(), a.denominator(), about);
            same(a.power(3, new Budget()), a.numerator().pow(3), a.denominator().pow(3), about);
            if (!a.zero()) {
                same(a.inverse(), a.denominator(), a.numerator(), about);
                same(
                        a.power(-3, new Budget()),
                        a.denominator().pow(3),
                        a.numerator().pow(3),
                        about);
            }
            assertThat(a.compareTo(b)).as(about).isEqualTo(a.minus(b).signum());
        }
    }

    @Test
    void nothingIsDividedByZero() {
        assertThatThrownBy(() -> Rational.of(1, 0)).hasMessage("division by zero");
        assertThatThrownBy(Rational.ZERO::inverse).hasMessage("division by zero");
        assertThatThrownBy(() -> Rational.ZERO.power(-1, new Budget())).hasMessage("division by zero");
    }

    private static Rational any(Random random) {
        return Rational.of(random.nextInt(41) - 20, random.nextInt(24) + 1);
    }

    private static void same(Rational result, BigInteger numerator, BigInteger denominator, String about) {
        assertThat(result.denominator().signum()).as(about).isEqualTo(1);
        assertThat(result.numerator().gcd(result.denominator())).as(about).isEqualTo(BigInteger.ONE);
        assertThat(result.numerator().multiply(denominator))
                .as(about)
                .isEqualTo(result.denominator().multiply(numerator));
        assertThat(result).as(about).isEqualTo(Rational.of(numerator, denominator));
        assertThat(result.hashCode())
                .as(about)
                .isEqualTo(Rational.of(numerator, denominator).hashCode());
    }
}
