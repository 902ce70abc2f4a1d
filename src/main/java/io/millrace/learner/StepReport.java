package io.millrace.learner;

/**
 * What happened in one optimizer step. Token means are over response tokens that carry an advantage or a KL term.
 *
 * @param step optimizer steps taken, this one included
 * @param loss value that was minimised
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate of this step
 * @param entropy mean policy entropy in nats per token
 * @param kl mean KL estimate against the reference in nats per token; 0 without a reference
 * @param clipShare share of tokens whose ratio was clipped, 0..1
 * @param ratioMean mean importance ratio pi_now / pi_behaviour
 * @param ratioMax largest importance ratio
 * @param logProbGap mean |log pi_now - log pi_behaviour| in nats per token, before the step
 * @param tokens response tokens trained
 * @param nanos time taken, in nanoseconds
 */
public record StepReport(
        long step,
        double loss,
        double gradientNorm,
        double learningRate,
        double entropy,
        double kl,
        double clipShare,
        double ratioMean,
        double ratioMax,
        double logProbGap,
        long tokens,
        long nanos) {}
