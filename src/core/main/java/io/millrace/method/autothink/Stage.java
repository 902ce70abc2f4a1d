package io.millrace.method.autothink;

import io.millrace.check.Require;
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
        Require.that(until >= 0, "stage: until must be >= 0, was %d", until);
        Require.that(balance >= 0 && balance <= 1, "stage: balance must be in [0, 1], was %s", balance);
        Require.that(slope > 0 && Double.isFinite(slope), "stage: slope must be > 0 and finite, was %s", slope);
        Require.that(alpha >= 0 && Double.isFinite(alpha), "stage: alpha must be >= 0 and finite, was %s", alpha);
        Require.that(beta >= 0 && Double.isFinite(beta), "stage: beta must be >= 0 and finite, was %s", beta);
        Require.that(maxTokens >= 0, "stage: maxTokens must be >= 0, was %d", maxTokens);
    }
}
