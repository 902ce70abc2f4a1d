package io.millrace.window;

import io.millrace.check.Require;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantiles of many values, within 1 % of the value: counts of values in buckets that grow geometrically, as in DDSketch
 * (arXiv:1908.10693). Mutable; not thread-safe.
 *
 * <pre>
 *   gamma = (1 + alpha) / (1 - alpha),  alpha = 0.01
 *   bucket i counts the magnitudes v with gamma^(i - 1) &lt; v &lt;= gamma^i, and stands for 2 gamma^i / (gamma + 1)
 * </pre>
 *
 * <p>Unlike in DDSketch, buckets are never merged: magnitudes up to 2^-20 count as 0, and those beyond 2^40 as 2^40, so there are
 * at most 2,100 buckets of each sign. Therefore neither the buckets nor the quantiles depend on the order in which values and
 * sketches are added.
 */
public final class QuantileSketch {
    /** Maximum relative error of a quantile. */
    public static final double ALPHA = 0.01;

    /** Magnitudes up to this one count as 0. */
    public static final double SMALLEST = 0x1p-20;

    /** Larger magnitudes count as this one. */
    public static final double LARGEST = 0x1p40;

    private static final double GAMMA = (1 + ALPHA) / (1 - ALPHA);
    private static final double LOG_GAMMA = StrictMath.log(GAMMA);

    private final TreeMap<Integer, Long> positive;
    private final TreeMap<Integer, Long> negative;
    private long zero;
    private long count;

    /** Creates an empty sketch. */
    public QuantileSketch() {
        this(Map.of(), 0, Map.of());
    }

    /**
     * Restores a sketch.
     *
     * @param positive counts by bucket of the values above 0
     * @param zero number of values that count as 0
     * @param negative counts by bucket of the magnitudes of the values below 0
     */
    public QuantileSketch(Map<Integer, Long> positive, long zero, Map<Integer, Long> negative) {
        this.positive = new TreeMap<>(positive);
        this.negative = new TreeMap<>(negative);
        this.zero = zero;
        Require.that(
                zero >= 0
                        && positive.values().stream().allMatch(n -> n > 0)
                        && negative.values().stream().allMatch(n -> n > 0),
                "sketch: counts must be > 0, were %s, %d, %s",
                positive,
                zero,
                negative);
        count = zero + sum(positive) + sum(negative);
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    public void add(double value) {
        Require.that(!Double.isNaN(value), "sketch: values must be numbers, was NaN");
        double magnitude = Math.abs(value);
        if (magnitude <= SMALLEST) {
            zero++;
        } else {
            (value > 0 ? positive : negative).merge(bucket(magnitude), 1L, Long::sum);
        }
        count++;
    }

    /** The same logarithm on every machine, so that buckets are too. */
    private static int bucket(double magnitude) {
        return (int) Math.ceil(StrictMath.log(Math.min(magnitude, LARGEST)) / LOG_GAMMA);
    }

    /** Adds the counts of another sketch, which is left as it is. */
    public void add(QuantileSketch other) {
        other.positive.forEach((bucket, n) -> positive.merge(bucket, n, Long::sum));
        other.negative.forEach((bucket, n) -> negative.merge(bucket, n, Long::sum));
        zero += other.zero;
        count += other.count;
    }

    /**
     * A quantile: the value of rank floor(q (n - 1)), counted from 0, within {@link #ALPHA} of it; NaN if empty.
     *
     * @param q in 0..1
     */
    public double quantile(double q) {
        Require.that(q >= 0 && q <= 1, "sketch: a quantile must be in 0..1, was %s", q);
        if (count == 0) {
            return Double.NaN;
        }
        long before = (long) Math.floor(q * (count - 1));
        for (Map.Entry<Integer, Long> bucket : negative.descendingMap().entrySet()) {
            before -= bucket.getValue();
            if (before < 0) {
                return -value(bucket.getKey());
            }
        }
        before -= zero;
        if (before < 0) {
            return 0;
        }
        for (Map.Entry<Integer, Long> bucket : positive.entrySet()) {
            before -= bucket.getValue();
            if (before < 0) {
                return value(bucket.getKey());
            }
        }
        throw new IllegalStateException("sketch: counts of %d values do not add up".formatted(count));
    }

    /** The value that stands for all of a bucket. */
    public static double value(int bucket) {
        return 2 * StrictMath.exp(bucket * LOG_GAMMA) / (GAMMA + 1);
    }

    /** The largest magnitude in a bucket. */
    public static double upper(int bucket) {
        return StrictMath.exp(bucket * LOG_GAMMA);
    }

    /** Number of values. */
    public long count() {
        return count;
    }

    /** Counts by bucket of the values above 0, a copy. */
    public Map<Integer, Long> positive() {
        return new TreeMap<>(positive);
    }

    /** Number of values that count as 0. */
    public long zero() {
        return zero;
    }

    /** Counts by bucket of the magnitudes of the values below 0, a copy. */
    public Map<Integer, Long> negative() {
        return new TreeMap<>(negative);
    }

    /** An independent copy. */
    public QuantileSketch copy() {
        return new QuantileSketch(positive, zero, negative);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileSketch that
                && zero == that.zero
                && positive.equals(that.positive)
                && negative.equals(that.negative);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * positive.hashCode() + negative.hashCode()) + Long.hashCode(zero);
    }

    @Override
    public String toString() {
        return "positive %s, zero %d, negative %s".formatted(positive, zero, negative);
    }
}
