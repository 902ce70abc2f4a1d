package io.millrace.torch.learn;

/**
 * What happened in one supervised step.
 *
 * @param step optimizer steps taken, this one included
 * @param loss value that was minimised: weighted token losses over the constant divisor
 * @param tokenLoss weighted mean negative log-likelihood in nats per target token
 * @param accuracy share of target tokens that were the likeliest, 0..1
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate of this step
 * @param tokens target tokens trained
 * @param nanos time taken, in nanoseconds
 */
public record SupervisedReport(
        long step,
        double loss,
        double tokenLoss,
        double accuracy,
        double gradientNorm,
        double learningRate,
        long tokens,
        long nanos) {
    /** Target tokens per second; 0 if no time passed. */
    public double tokensPerSecond() {
        return nanos == 0 ? 0 : tokens * 1e9 / nanos;
    }
}
