package io.millrace.learner;

import io.millrace.check.Require;
import io.millrace.model.PolicyException;

/**
 * The gap of sampler and learner above which nothing is trained: with a wrong sampler, learning collapses without an error.
 *
 * @param nats largest mean gap of a step, in nats per token, at least 0; 0 sets no limit
 */
public record GapLimit(double nats) {
    /** No limit. */
    public static final GapLimit NONE = new GapLimit(0);

    public GapLimit {
        Require.that(nats >= 0, "gap limit: must be >= 0, was %s", nats);
    }

    /**
     * Checks a step.
     *
     * @param step rounds trained, including this one
     * @throws PolicyException if its gap is above the limit
     */
    public void check(long step, StepReport report) {
        SamplerGap gap = report.gap();
        if (nats > 0 && gap.mean() > nats) {
            throw new PolicyException(
                    ("step %d: sampler-learner gap must be <= %s nats per token (policy.gap.limit), was %.3g, at most %.3g at a token:"
                                    + " the sampler has old weights or computes another policy; nothing of this step is published")
                            .formatted(step, nats, gap.mean(), gap.max()));
        }
    }
}
