package io.millrace.verify.math.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * A reduced fraction of integers. Fractions known to be reduced are not reduced again, because this is the most
 * expensive step for long ones.
 */
public final class Rational implements Comparable<Rational> {
    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);

    private static final int MAX_EXPONENT_LENGTH = 4;

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * The fraction of any two integers.
     *
     * @throws UnreadableException if the denominator is 0
     */
    public static Rational of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new UnreadableException("division by zero");
        }
        BigInteger common = common(numerator, denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        return common.equals(BigInteger.ONE)
                ? new Rational(numerator, denominator)
                : new Rational(numerator.divide(common), denominator.divide(common));
    }

    public static Rational of(long value) {
        return of(BigInteger.valueOf(value));
    }

    public static Rational of(BigInteger value) {
        return new Rational(value, BigInteger.ONE);
    }

    public static Rational of(long numerator, long denominator) {
        return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /**
     * Reads a decimal number.
     *
     * @param text for instance {@code 12}, {@code .5}, {@code 1.5e-7} or, with repeating digits, {@code 0.1(6)}; no
     *     sign
     */
    public static Rational parse(String text, Budget budget) {
        budget.spendOn(text.length() * 4);
        int exponentAt = text.indexOf('e');
        String plain = exponentAt < 0 ? text : text.substring(0, exponentAt);
        int repeatAt = plain.indexOf('(');
        String repeating = repeatAt < 0 ? "" : plain.substring(repeatAt + 1, plain.length() - 1);
        Rational value = decimal(repeatAt < 0 ? plain : plain.substring(0, repeatAt), repeating);
        return exponentAt < 0 ? value : value.times(tenTo(text.substring(exponentAt + 1), budget));
    }

    private static Rational decimal(String plain, String repeating) {
        int point = plain.indexOf('.');
        int decimals = point < 0 ? 0 : plain.length() - point - 1;
        String digits = "0" + plain.replace(".", "");
        BigInteger scale = BigInteger.TEN.pow(decimals);
        Rational start = of(new BigInteger(digits), scale);
        if (repeating.isEmpty()) {
            return start;
        }
        BigInteger nines = BigInteger.TEN.pow(repeating.length()).subtract(BigInteger.ONE);
        return start.plus(of(new BigInteger(repeating), nines.multiply(scale)));
    }

    private static Rational tenTo(String exponent, Budget budget) {
        if (exponent.length() > MAX_EXPONENT_LENGTH) {
            throw new LimitException("exponent has more than " + MAX_EXPONENT_LENGTH + " characters");
        }
        return of(10).power(Integer.parseInt(exponent), budget);
    }

    /** Carries the sign. */
    public BigInteger numerator() {
        return numerator;
    }

    /** Positive, without a common factor with the numerator. */
    public BigInteger denominator() {
        return denominator;
    }

    public Rational plus(Rational other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    public Rational times(Rational other) {
        BigInteger first = common(numerator, other.denominator);
        BigInteger second = common(other.numerator, denominator);
        return new Rational(
                numerator.divide(first).multiply(other.numerator.divide(second)),
                denominator.divide(second).multiply(other.denominator.divide(first)));
    }

    private static BigInteger common(BigInteger numerator, BigInteger denominator) {
        boolean none = denominator.equals(BigInteger.ONE) || numerator.abs().equals(BigInteger.ONE);
        return none ? BigInteger.ONE : numerator.gcd(denominator);
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** @throws UnreadableException for 0 */
    public Rational inverse() {
        return signum() > 0 ? new Rational(denominator, numerator) : of(denominator, numerator);
    }

    /**
     * A power with a whole exponent.
     *
     * @throws LimitException if the result would be longer than {@link Budget#BITS}
     */
    public Rational power(int exponent, Budget budget) {
        budget.spendOn((int) Math.min(Integer.MAX_VALUE, Math.abs((long) exponent) * (bits() - 1)));
        Rational base = exponent < 0 ? inverse() : this;
        int times = Math.abs(exponent);
        return new Rational(base.numerator.pow(times), base.denominator.pow(times));
    }

    /** Length of the longer part, in bits. */
    public int bits() {
        return Math.max(1, Math.max(numerator.bitLength(), denominator.bitLength()));
    }

    public boolean whole() {
        return denominator.equals(BigInteger.ONE);
    }

    /** Whether it is an integer that fits an {@code int}. */
    public boolean small() {
        return whole() && numerator.bitLength() < Integer.SIZE;
    }

    /** The largest integer that is not above it. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean zero() {
        return signum() == 0;
    }

    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    /** The nearest double, even if numerator and denominator exceed the range of doubles. */
    public double value() {
        if (bits() < Double.MAX_EXPONENT) {
            return numerator.doubleValue() / denominator.doubleValue();
        }
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                .doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rational that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    @Override
    public String toString() {
        return whole() ? numerator.toString() : numerator + "/" + denominator;
    }
}
