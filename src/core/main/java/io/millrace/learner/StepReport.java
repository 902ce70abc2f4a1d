package io.millrace.learner;

/**
 * The learner's report on one optimizer step. Token means are over the response tokens of the rows with a gradient: those with
 * an advantage other than 0, or all rows if there is a KL term or an entropy bonus, or if no row has an advantage. A mean of no
 * values is NaN: a minibatch without rows has a gradient norm of 0 and NaN for all other means, and the gap is NaN if no
 * behaviour log-probs are known.
 *
 * @param step optimizer steps taken, including this one
 * @param loss the minimised value
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate the learning rate of this step
 * @param entropy mean policy entropy in nats per token, of the distribution that the log-probs refer to
 * @param kl mean KL estimate against the reference in nats per token; 0 without a reference
 * @param clipShare share of tokens whose ratio was clipped, or whose importance weight was truncated, 0..1
 * @param ratioMean mean importance ratio pi_now / pi_behaviour, which is 1 where the behaviour log-prob is unknown
 * @param ratioMax largest importance ratio
 * @param gap differences of learner and sampler
 * @param tokens number of the response tokens that the means are over
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
        SamplerGap gap,
        long tokens,
        long nanos) {
    /** The report on a minibatch without rows, which leaves the weights unchanged. */
    public static StepReport withoutRows(long step, double learningRate, long nanos) {
        double unknown = Double.NaN;
        return new StepReport(
                step,
                unknown,
                0,
                learningRate,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                SamplerGap.UNKNOWN,
                0,
                nanos);
    }
}
