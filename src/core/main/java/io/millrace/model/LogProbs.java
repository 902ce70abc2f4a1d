package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * The behaviour log-probabilities of a response, and the distribution they refer to.
 *
 * @param values natural logarithms in nats, one per response token, at most 0; empty when {@code scale} is NONE; the array is owned
 *     by this value and must not be written to
 * @param scale the distribution that the values belong to
 */
public record LogProbs(Scale scale, float... values) {
    /** No log-probabilities: the sampler provided none. */
    public static final LogProbs NONE = new LogProbs(Scale.NONE);

    /** The distribution a log-probability belongs to. */
    public enum Scale {
        /** Unknown; the learner computes them. */
        NONE,
        /** {@code log_softmax(logits)}: the model's own distribution. */
        RAW,
        /** {@code log_softmax(logits / temperature)}. */
        SCALED,
        /** After top-k or top-p, renormalised over the kept tokens: the actual sampling distribution. */
        FILTERED
    }

    public LogProbs {
        requireNonNull(scale, "scale");
    }

    /** Whether the log-probabilities are known. */
    public boolean known() {
        return scale != Scale.NONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogProbs that && scale == that.scale && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return scale + Arrays.toString(values);
    }
}
