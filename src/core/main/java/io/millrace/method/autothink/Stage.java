package io.millrace.method.autothink;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;

/**
 * What holds for the responses that are sampled in one stage.
 *
 * @param until optimizer step that the stage ends before; the last stage has no end, which is 0
 * @param balance gamma, the largest share of a batch that may think, or not think, without loss, in [0, 1]; 1 is no balance
 * @param slope how fast more than that loses its rewards, above 0
 * @param alpha how much shorter right responses of a query earn more, at least 0; 0 is not at all
 * @param beta how much longer wrong responses of a query earn more, at least 0; 0 is not at all
 * @param maxTokens response length at most, in tokens, as far as {@code sampling.maxTokens} allows it, at least 0; 0 is {@code
 *     sampling.maxTokens}
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
