package io.millrace.model;

import io.millrace.check.Require;

/**
 * A mean that those of other parts can be added to.
 *
 * @param sum of the values
 * @param count number of values
 */
public record Mean(double sum, long count) {
    /** Over nothing. */
    public static final Mean NONE = new Mean(0, 0);

    public Mean {
        Require.that(count >= 0, "mean: count must be >= 0, was %d", count);
    }

    /** Of both parts. */
    public Mean plus(Mean more) {
        return new Mean(sum + more.sum, count + more.count);
    }

    /** The mean; NaN over nothing. */
    public double value() {
        return sum / count;
    }
}
