package io.millrace.learner;

/**
 * What happened in one optimizer step. Token means are over the response tokens of the rows that have a gradient: those with
 * an advantage that is not 0, or all with a KL term or an entropy bonus, or all where none has one. What is a mean over nothing
 * is NaN: everything of a minibatch without rows but its gradient norm of 0, and the gap where no behaviour is known.
 *
 * @param step optimizer steps taken, this one included
 * @param loss value that was minimised
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate of this step
 * @param entropy mean policy entropy in nats per token, of the distribution that the log-probs are of
 * @param kl mean KL estimate against the reference in nats per token; 0 without a reference
 * @param clipShare share of tokens whose ratio was clipped, or whose importance weight was truncated, 0..1
 * @param ratioMean mean importance ratio pi_now / pi_behaviour, which is 1 where behaviour is not known
 * @param ratioMax largest importance ratio
 * @param logProbGap mean |log pi_now - log pi_behaviour| in nats per token, before the step, where behaviour is known
 * @param tokens number of those response tokens
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
        long nanos) {
    /** What is known of a step on a minibatch without rows: the weights stay as they are. */
    public static StepReport withoutRows(long step, double learningRate, long nanos) {
        double unknown = Double.NaN;
        return new StepReport(
                step, unknown, 0, learningRate, unknown, unknown, unknown, unknown, unknown, unknown, 0, nanos);
    }
}
