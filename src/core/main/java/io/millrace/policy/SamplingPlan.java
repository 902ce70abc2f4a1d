package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;

/**
 * How tokens are drawn in the course of a run: responses may start short and grow to their full length, and there may be limits
 * for a time.
 *
 * <pre>
 *   grown(s)     = first + floor((last - first) s / steps)   for s in 0..steps,   last from there on
 *   maxTokens(s) = min(grown(s), limit of s)
 * </pre>
 *
 * <p>s is the optimizer step that a visit is due to be trained in, which its ordinal decides: a rerun draws the same.
 *
 * @param full how tokens are drawn in the end; last is its maxTokens
 * @param firstTokens response length at step 0, in tokens, in 1..last
 * @param steps optimizer steps over which the length grows, at least 0; 0 draws at full length from the start
 * @param limits one after the other; none holds after the last
 */
public record SamplingPlan(Sampling full, int firstTokens, int steps, List<Limit> limits) {
    /**
     * A response length at most, for a time.
     *
     * @param until optimizer step that it no longer holds for, above 0
     * @param maxTokens in tokens, at least 1
     */
    public record Limit(long until, int maxTokens) {
        public Limit {
            Require.that(until > 0, "limit: until must be > 0, was %d", until);
            Require.that(maxTokens >= 1, "limit: maxTokens must be >= 1, was %d", maxTokens);
        }
    }

    /** Without limits but the full length. */
    public SamplingPlan(Sampling full, int firstTokens, int steps) {
        this(full, firstTokens, steps, List.of());
    }

    public SamplingPlan {
        limits = List.copyOf(limits);
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

    /** This plan with limits. */
    public SamplingPlan within(List<Limit> limits) {
        return new SamplingPlan(full, firstTokens, steps, limits);
    }

    /**
     * How tokens are drawn for a step.
     *
     * @param step optimizer step, from 0
     */
    public Sampling at(long step) {
        long grown =
                step >= steps ? full.maxTokens() : firstTokens + (long) (full.maxTokens() - firstTokens) * step / steps;
        return upTo(Math.min(grown, limit(step)));
    }

    /**
     * How tokens are drawn for what no step waits for: as in the end, within the limit of the step that the weights are of.
     *
     * @param step optimizer step of the newest weights, from 0
     */
    public Sampling fullAt(long step) {
        return upTo(Math.min(full.maxTokens(), limit(step)));
    }

    private int limit(long step) {
        return limits.stream()
                .filter(limit -> step < limit.until())
                .findFirst()
                .map(Limit::maxTokens)
                .orElse(Integer.MAX_VALUE);
    }

    private Sampling upTo(long tokens) {
        return new Sampling(
                full.temperature(), full.topP(), full.topK(), Math.toIntExact(tokens), full.stopIds(), full.seed());
    }
}
