package io.millrace.agent.tool;

import io.millrace.agent.ToolRejectionException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact fraction in lowest terms.
 *
 * @param numerator any whole number
 * @param denominator above 0
 */
record Fraction(BigInteger numerator, BigInteger denominator) {
    static Fraction of(BigDecimal value) {
        BigInteger scaled = value.unscaledValue();
        return value.scale() <= 0
                ? reduced(scaled.multiply(BigInteger.TEN.pow(-value.scale())), BigInteger.ONE)
                : reduced(scaled, BigInteger.TEN.pow(value.scale()));
    }

    private static Fraction reduced(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        BigInteger sign = BigInteger.valueOf(denominator.signum());
        return new Fraction(
                numerator.divide(common).multiply(sign),
                denominator.divide(common).multiply(sign));
    }

    boolean whole() {
        return denominator.equals(BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return reduced(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction negated() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction times(Fraction other) {
        return reduced(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction over(Fraction other) {
        if (other.numerator.signum() == 0) {
            throw new ToolRejectionException("division by zero");
        }
        return reduced(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The remainder of whole numbers, from 0 on. */
    Fraction modulo(Fraction other) {
        if (!whole() || !other.whole() || other.numerator.signum() <= 0) {
            throw new ToolRejectionException("% must be between whole numbers, the second above 0");
        }
        return new Fraction(numerator.mod(other.numerator), BigInteger.ONE);
    }

    Fraction toThe(int exponent) {
        if (exponent >= 0) {
            return new Fraction(numerator.pow(exponent), denominator.pow(exponent));
        }
        return new Fraction(BigInteger.ONE, BigInteger.ONE).over(toThe(-exponent));
    }

    /** A whole number, an exact decimal, or a fraction. */
    String text() {
        if (whole()) {
            return numerator.toString();
        }
        try {
            return new BigDecimal(numerator).divide(new BigDecimal(denominator)).toPlainString();
        } catch (ArithmeticException e) {
            return numerator + "/" + denominator; // Its decimals do not end.
        }
    }
}
