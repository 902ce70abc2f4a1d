package io.millrace.loss;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * The loss that the learner minimises.
 *
 * @param objective how the importance ratio is bounded; in addition, its logarithm is limited to 20 nats for a token and 10 for a
 *     sequence, as in verl, beyond which a token has no gradient
 * @param clipLow lower clip range, in [0, 1]: the ratio is bounded below by {@code 1 - clipLow}
 * @param clipHigh upper clip range, at least 0: the ratio is bounded above by {@code 1 + clipHigh}
 * @param dualClip bound c on the loss of a negative advantage, above 1; 0 turns it off
 * @param aggregation how token losses are aggregated
 * @param constantLength divisor of {@link Aggregation#SEQ_MEAN_TOKEN_SUM_CONSTANT}, in tokens, at least 1
 * @param kl estimator of the divergence from the frozen reference policy; k3 is limited to 10 nats, beyond which it has no gradient
 * @param klCoefficient beta, at least 0; 0 turns the reference off
 * @param entropyCoefficient weight of the entropy bonus in the loss, at least 0
 * @param importanceCap C of the truncated importance weight {@code min(exp(logp_old - logp_behaviour), C)}, where logp_old are the
 *     learner's log-probs before the step: the ratio is then 1 and nothing is clipped, so objective, clipLow, clipHigh and dualClip
 *     have no effect and must keep their defaults; 0 turns it off, and the ratio is relative to the behaviour log-probs
 */
public record LossConfig(
        Objective objective,
        double clipLow,
        double clipHigh,
        double dualClip,
        Aggregation aggregation,
        int constantLength,
        Kl kl,
        double klCoefficient,
        double entropyCoefficient,
        double importanceCap) {
    /** Means over tokens and sequences. */
    public enum Aggregation {
        TOKEN_MEAN,
        SEQ_MEAN_TOKEN_SUM,
        SEQ_MEAN_TOKEN_MEAN,
        /** Tokens summed, divided by a constant length, sequences averaged (Dr.GRPO, arXiv:2503.20783). */
        SEQ_MEAN_TOKEN_SUM_CONSTANT
    }

    public LossConfig {
        requireNonNull(objective, "objective");
        requireNonNull(aggregation, "aggregation");
        requireNonNull(kl, "kl");
        OptionRules rules = new OptionRules("loss");
        rules.that(clipLow >= 0 && clipLow <= 1, "clipLow", "must be in [0, 1], was %s", clipLow);
        rules.that(clipHigh >= 0, "clipHigh", "must be >= 0, was %s", clipHigh);
        rules.that(dualClip == 0 || dualClip > 1, "dualClip", "must be 0 or above 1, was %s", dualClip);
        rules.that(constantLength >= 1, "constantLength", "must be >= 1, was %d", constantLength);
        rules.that(klCoefficient >= 0, "klCoefficient", "must be >= 0, was %s", klCoefficient);
        rules.that(entropyCoefficient >= 0, "entropyCoefficient", "must be >= 0, was %s", entropyCoefficient);
        rules.that(importanceCap >= 0, "importanceCap", "must be >= 0, was %s", importanceCap);
        rules.done();
    }
}
