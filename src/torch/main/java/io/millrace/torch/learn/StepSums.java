package io.millrace.torch.learn;

import io.millrace.learner.SamplerGap;
import io.millrace.learner.StepReport;

/** Sums of the program's figures over the micro-batches of a minibatch. */
final class StepSums {
    private double loss;
    private double entropy;
    private double kl;
    private double clipped;
    private double ratio;
    private double ratioMax;
    private double gap;
    private double gapMax;
    private double gapKl;
    private double gapLarge;

    /** Adds the program's sums, in its order. */
    void add(double... sums) {
        loss += sums[0];
        entropy += sums[1];
        kl += sums[2];
        clipped += sums[3];
        ratio += sums[4];
        ratioMax = Math.max(ratioMax, sums[5]);
        gap += sums[6];
        gapMax = Math.max(gapMax, sums[7]);
        gapKl += sums[8];
        gapLarge += sums[9];
    }

    double loss() {
        return loss;
    }

    /**
     * @param tokens number of tokens summed over, at least 1
     * @param known number of them whose behaviour log-probs are known
     */
    StepReport report(long step, double norm, double rate, long tokens, long known, long nanos) {
        return new StepReport(
                step,
                loss,
                norm,
                rate,
                entropy / tokens,
                kl / tokens,
                clipped / tokens,
                ratio / tokens,
                ratioMax,
                known == 0 ? SamplerGap.UNKNOWN : new SamplerGap(gap / known, gapMax, gapKl / known, gapLarge / known),
                tokens,
                nanos);
    }
}
