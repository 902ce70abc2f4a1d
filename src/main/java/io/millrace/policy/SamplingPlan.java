package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;

/**
 * How tokens are drawn in the course of a run: responses may start short and grow to their full length.
 *
 * <pre>
 *   maxTokens(s) = first + floor((last - first) s / steps)   for s in 0..steps,   last from there on
 * </pre>
 *
 * <p>s is the optimizer step that a visit is due to be trained in, which its ordinal decides: a rerun draws the same.
 *
 * @param full how tokens are drawn in the end; last is its maxTokens
 * @param firstTokens response length at step 0, in tokens, in 1..last
 * @param steps optimizer steps over which the length grows, at least 0; 0 draws at full length from the start
 */
public record SamplingPlan(Sampling full, int firstTokens, int steps) {
    public SamplingPlan {
        requireNonNull(full, "full");
        Require.that(
                firstTokens >= 1 && firstTokens <= full.maxTokens(),
                "sampling: firstTokens must be in 1..%d, was %d",
                full.maxTokens(),
                firstTokens);
        Require.that(steps >= 0, "sampling: lengthenSteps must be >= 0, was %d", steps);
    }

    /** The same throughout. */
    public static SamplingPlan constant(Sampling sampling) {
        return new SamplingPlan(sampling, sampling.maxTokens(), 0);
    }

    /**
     * How tokens are drawn for a step.
     *
     * @param step optimizer step, from 0
     */
    public Sampling at(long step) {
        if (step >= steps) {
            return full;
        }
        long grown = (full.maxTokens() - firstTokens) * step / steps;
        return new Sampling(
                full.temperature(),
                full.topP(),
                full.topK(),
                Math.toIntExact(firstTokens + grown),
                full.stopIds(),
                full.seed());
    }
}
