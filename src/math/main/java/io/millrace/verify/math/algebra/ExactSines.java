package io.millrace.verify.math.algebra;

import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import java.math.BigInteger;
import java.util.Optional;

/** Exact sines of the multiples of pi/12. */
final class ExactSines {
    private static final BigInteger TWELVE = BigInteger.valueOf(12);
    private static final Rational HALF = Rational.of(1, 2);

    private ExactSines() {}

    /** An angle in half turns, that is, divided by pi; empty if it is not a rational multiple of pi. */
    static Optional<Rational> of(Quotient angle) {
        if (angle.numerator().zero()) {
            return Optional.of(Rational.ZERO);
        }
        return angle.polynomial()
                .flatMap(Polynomial::single)
                .filter(term -> term.monomial().key().equals("PI^1 "))
                .map(Polynomial.Term::coefficient);
    }

    /**
     * The sine of an angle.
     *
     * @param turn the angle in half turns
     * @return empty if the angle is not a multiple of pi/12
     */
    static Optional<Quotient> sine(Rational turn, Powers powers, Budget budget) {
        Rational twelfths = turn.times(Rational.of(TWELVE));
        if (!twelfths.whole()) {
            return Optional.empty();
        }
        int step = twelfths.numerator().mod(BigInteger.valueOf(24)).intValue();
        boolean below = step > 12;
        int inHalf = step % 12;
        Quotient value = sine(Math.min(inHalf, 12 - inHalf), powers, budget);
        return Optional.of(below ? value.negate(budget) : value);
    }

    /** @param twelfths the angle in multiples of pi/12, in 0..6 */
    private static Quotient sine(int twelfths, Powers powers, Budget budget) {
        return switch (twelfths) {
            case 0 -> Quotient.of(Rational.ZERO);
            case 1 -> roots(powers, budget, Rational.of(-1));
            case 2 -> Quotient.of(HALF);
            case 3 -> half(2, powers, budget);
            case 4 -> half(3, powers, budget);
            case 5 -> roots(powers, budget, Rational.ONE);
            default -> Quotient.of(Rational.ONE);
        };
    }

    private static Quotient half(int radicand, Powers powers, Budget budget) {
        return powers.power(Quotient.of(Rational.of(radicand)), Quotient.of(HALF))
                .times(Quotient.of(HALF), budget);
    }

    /** {@code (sqrt(6) + sign * sqrt(2)) / 4}. */
    private static Quotient roots(Powers powers, Budget budget, Rational sign) {
        Quotient second = half(2, powers, budget).times(Quotient.of(sign), budget);
        return half(6, powers, budget).plus(second, budget).times(Quotient.of(HALF), budget);
    }
}
