package io.millrace.verify.math.number;

import io.millrace.check.Require;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The maximum distance of a number from a truth that it still matches: {@code |answer - truth| <= max(absolute,
 * relative |truth|)}.
 *
 * @param absolute absolute tolerance in the truth's unit (degrees, per cent, ...), finite, at least 0
 * @param relative tolerance as a share of the truth, in [0, 1); not applied if both are whole numbers, unless the truth
 *     was measured: written with a decimal point or a power of ten as a factor
 */
public record Tolerance(double absolute, double relative) {
    /** Numbers must be equal. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    public Tolerance {
        Require.that(
                absolute >= 0 && Double.isFinite(absolute),
                "tolerance: absolute must be finite and >= 0, was %s",
                absolute);
        Require.that(relative >= 0 && relative < 1, "tolerance: relative must be in [0, 1), was %s", relative);
    }

    /** Whether nothing is tolerated. */
    public boolean none() {
        return absolute == 0 && relative == 0;
    }

    /** The tolerance between two whole numbers that were counted, not measured. */
    public Tolerance ofCounts() {
        return new Tolerance(absolute, 0);
    }

    /**
     * Whether a number is within the tolerance of a truth; the tolerance is the exact value of its decimal notation,
     * 0.1 a tenth.
     */
    public boolean holds(Rational truth, Rational answer) {
        Rational distance = answer.minus(truth).abs();
        return distance.compareTo(exact(absolute)) <= 0
                || distance.compareTo(truth.abs().times(exact(relative))) <= 0;
    }

    /**
     * Whether two values without an exact form are within the tolerance.
     *
     * @param truth magnitude of the truth
     * @param distance distance from the truth
     */
    public boolean holds(double truth, double distance) {
        return distance <= Math.max(absolute, relative * truth);
    }

    private static Rational exact(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value));
        BigInteger digits = decimal.unscaledValue();
        return decimal.scale() <= 0
                ? Rational.of(digits.multiply(BigInteger.TEN.pow(-decimal.scale())))
                : Rational.of(digits, BigInteger.TEN.pow(decimal.scale()));
    }
}
