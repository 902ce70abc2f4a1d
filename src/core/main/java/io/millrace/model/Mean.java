package io.millrace.model;

import io.millrace.check.Require;

/**
 * A mean that can be combined with the means of other parts.
 *
 * @param sum the sum of the values
 * @param count number of values
 */
public record Mean(double sum, long count) {
    /** The mean of no values. */
    public static final Mean NONE = new Mean(0, 0);

    public Mean {
        Require.that(count >= 0, "mean: count must be >= 0, was %d", count);
    }

    /** The mean over both parts. */
    public Mean plus(Mean more) {
        return new Mean(sum + more.sum, count + more.count);
    }

    /** The mean; NaN if empty. */
    public double value() {
        return sum / count;
    }
}
