package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;

/**
 * Token sampling over the course of a run: the maximum response length may grow, and may be limited for some time.
 *
 * <pre>
 *   grown(s)     = first + floor((last - first) s / steps)   for s in 0..steps,   last from there on
 *   maxTokens(s) = min(grown(s), limit of s)
 * </pre>
 *
 * <p>s is the optimizer step in which a visit is due to be trained on, which follows from its ordinal, so a rerun samples the same.
 *
 * @param full sampling at full length; last is its maxTokens
 * @param firstTokens response length at step 0, in tokens, in 1..last
 * @param steps optimizer steps over which the length grows, at least 0; 0 samples at full length from the start
 * @param limits successive limits; none applies after the last
 */
public record SamplingPlan(Sampling full, int firstTokens, int steps, List<Limit> limits) {
    /**
     * A temporary limit of the response length.
     *
     * @param until first optimizer step that it no longer applies to, above 0
     * @param maxTokens in tokens, at least 1
     */
    public record Limit(long until, int maxTokens) {
        public Limit {
            Require.that(until > 0, "limit: until must be > 0, was %d", until);
            Require.that(maxTokens >= 1, "limit: maxTokens must be >= 1, was %d", maxTokens);
        }
    }

    /** Without limits other than the full length. */
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

    /** The same settings throughout the run. */
    public static SamplingPlan constant(Sampling sampling) {
        return new SamplingPlan(sampling, sampling.maxTokens(), 0);
    }

    /** This plan with limits. */
    public SamplingPlan within(List<Limit> limits) {
        return new SamplingPlan(full, firstTokens, steps, limits);
    }

    /**
     * Sampling settings for a step.
     *
     * @param step optimizer step, from 0
     */
    public Sampling at(long step) {
        long grown =
                step >= steps ? full.maxTokens() : firstTokens + (long) (full.maxTokens() - firstTokens) * step / steps;
        return upTo(Math.min(grown, limit(step)));
    }

    /**
     * Sampling settings for requests that belong to no step: full length, within the limit at the step of the current weights.
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
