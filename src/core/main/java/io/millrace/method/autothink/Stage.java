package io.millrace.method.autothink;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;

/**
 * Settings for the responses that are sampled in one stage.
 *
 * @param until optimizer step before which the stage ends; 0 for the last stage, which has no end
 * @param balance gamma, maximum share of a batch that may think, or not think, without a penalty, in [0, 1]; 1 turns balancing off
 * @param slope how fast rewards shrink as the share exceeds gamma, above 0
 * @param alpha strength of the bonus for shorter correct responses of a query, at least 0; 0 turns it off
 * @param beta strength of the bonus for longer incorrect responses of a query, at least 0; 0 turns it off
 * @param maxTokens maximum response length, in tokens, limited by {@code sampling.maxTokens}; at least 0; 0 takes
 *     {@code sampling.maxTokens}
 */
public record Stage(
        @Default("0") int until,
        @Default("1.0") double balance,
        @Default("2.0") double slope,
        @Default("0.0") double alpha,
        @Default("0.0") double beta,
        @Default("0") int maxTokens) {
    public Stage {
        OptionRules rules = new OptionRules("stage");
        rules.that(until >= 0, "until", "must be >= 0, was %d", until);
        rules.that(balance >= 0 && balance <= 1, "balance", "must be in [0, 1], was %s", balance);
        rules.that(slope > 0 && Double.isFinite(slope), "slope", "must be > 0 and finite, was %s", slope);
        rules.that(alpha >= 0 && Double.isFinite(alpha), "alpha", "must be >= 0 and finite, was %s", alpha);
        rules.that(beta >= 0 && Double.isFinite(beta), "beta", "must be >= 0 and finite, was %s", beta);
        rules.that(maxTokens >= 0, "maxTokens", "must be >= 0, was %d", maxTokens);
        rules.done();
    }
}
