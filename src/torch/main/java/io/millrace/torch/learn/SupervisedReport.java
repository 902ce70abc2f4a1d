package io.millrace.torch.learn;

/**
 * The figures of one supervised step.
 *
 * @param step number of optimizer steps taken, this one included
 * @param loss minimised value: weighted token losses over the constant divisor
 * @param tokenLoss weighted mean negative log-likelihood in nats per target token
 * @param accuracy share of target tokens with the highest probability, 0..1
 * @param gradientNorm global L2 norm before clipping
 * @param learningRate learning rate of this step
 * @param tokens number of target tokens trained on
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
