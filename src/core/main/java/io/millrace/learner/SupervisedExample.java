package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import java.util.Arrays;

/**
 * A prompt and the answer to learn.
 *
 * @param prompt at least 1 token
 * @param target T tokens, at least 1; the stop token is part of it
 * @param weights loss weight of each target token, T values; the array is owned by this value and must not be written to
 */
public record SupervisedExample(TokenIds prompt, TokenIds target, float... weights) {
    public SupervisedExample {
        requireNonNull(prompt, "prompt");
        requireNonNull(target, "target");
        Require.that(prompt.size() >= 1, "example: prompt must have at least 1 token, had 0");
        Require.that(target.size() >= 1, "example: target must have at least 1 token, had 0");
        Require.that(
                weights.length == target.size(),
                "example: must have a weight for each of its %d target tokens, had %d",
                target.size(),
                weights.length);
        for (float weight : weights) {
            Require.that(Float.isFinite(weight), "example: weights must be finite, was %s", weight);
        }
    }

    /** An example whose target tokens all have the same weight. */
    public static SupervisedExample of(TokenIds prompt, TokenIds target, double weight) {
        float[] weights = new float[target.size()];
        Arrays.fill(weights, (float) weight);
        return new SupervisedExample(prompt, target, weights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupervisedExample that
                && prompt.equals(that.prompt)
                && target.equals(that.target)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * prompt.hashCode() + target.hashCode();
    }
}
