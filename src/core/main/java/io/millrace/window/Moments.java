package io.millrace.window;

import io.millrace.check.Require;

/**
 * Number, sum and sum of squares of some values. Sums of doubles depend on the order of addition by their rounding.
 *
 * @param count n
 * @param sum of the values
 * @param squares sum of their squares
 */
public record Moments(long count, double sum, double squares) {
    /** No values. */
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments {
        Require.that(count >= 0, "moments: count must be >= 0, was %d", count);
    }

    /** One value more. */
    public Moments plus(double value) {
        return new Moments(count + 1, sum + value, squares + value * value);
    }

    /** The values of both. */
    public Moments plus(Moments other) {
        return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    /** Mean; NaN if empty. */
    public double mean() {
        return sum / count;
    }

    /** Standard deviation of the values; NaN if empty. */
    public double deviation() {
        double mean = mean();
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
