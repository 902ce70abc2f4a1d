package io.millrace.config;

import io.millrace.check.OptionRules;

/**
 * The gap between sampler and learner.
 *
 * @param limit largest mean |log pi_now - log pi_behaviour| of a minibatch, in nats per token, at least 0; above it the job fails before
 *     the embedded learner publishes anything that the minibatch changed. Stale responses and leftovers add to the gap, so it must allow for
 *     {@code stream.maxStaleness}; 0 sets no limit
 */
public record GapConfig(double limit) {
    public GapConfig {
        OptionRules rules = new OptionRules("gap");
        rules.that(limit >= 0 && Double.isFinite(limit), "limit", "must be finite and >= 0, was %s", limit);
        rules.done();
    }
}
