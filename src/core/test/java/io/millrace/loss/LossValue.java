package io.millrace.loss;

import java.util.List;

/**
 * The loss of a minibatch and its reported figures. Means are over all tokens of all rows.
 *
 * @param loss the minimised value
 * @param byLogProb derivative of the loss with respect to each row's {@code now} log-probs, the entropies held fixed
 * @param byEntropy derivative of the loss with respect to each row's entropies
 * @param kl mean KL estimate in nats per token; 0 without a reference
 * @param clipShare share of tokens, 0..1, whose ratio was clipped or whose importance weight was truncated
 * @param ratioMean mean of {@code exp(now - behaviour)}, 1 if the behaviour is unknown
 * @param ratioMax largest of them
 */
public record LossValue(
        double loss,
        List<double[]> byLogProb,
        List<double[]> byEntropy,
        double kl,
        double clipShare,
        double ratioMean,
        double ratioMax) {
    public LossValue {
        byLogProb = List.copyOf(byLogProb);
        byEntropy = List.copyOf(byEntropy);
    }
}
