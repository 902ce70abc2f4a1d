package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * AdamW and its learning rate.
 *
 * @param rate peak learning rate, above 0
 * @param schedule what the rate does after the warm-up
 * @param warmupSteps optimizer steps over which the rate rises linearly from 0, at least 0
 * @param decaySteps optimizer steps, warm-up included, after which a cosine schedule has reached its floor
 * @param floor lowest rate of a cosine schedule, as a share of {@code rate}, in [0, 1]
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled weight decay, at least 0
 * @param clipNorm largest global L2 norm of the gradient, above 0
 * @param microBatchTokens tokens, padding included, that go through the model at once; gradients are accumulated
 */
public record OptimizerConfig(
        double rate,
        Schedule schedule,
        int warmupSteps,
        int decaySteps,
        double floor,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clipNorm,
        int microBatchTokens) {
    /** Learning-rate schedules. */
    public enum Schedule {
        CONSTANT,
        COSINE
    }

    public OptimizerConfig {
        requireNonNull(schedule, "schedule");
        Require.that(rate > 0, "optimizer: rate must be > 0, was %s", rate);
        Require.that(warmupSteps >= 0, "optimizer: warmupSteps must be >= 0, was %d", warmupSteps);
        Require.that(decaySteps >= 1, "optimizer: decaySteps must be >= 1, was %d", decaySteps);
        Require.that(floor >= 0 && floor <= 1, "optimizer: floor must be in [0, 1], was %s", floor);
        Require.that(beta1 >= 0 && beta1 < 1, "optimizer: beta1 must be in [0, 1), was %s", beta1);
        Require.that(beta2 >= 0 && beta2 < 1, "optimizer: beta2 must be in [0, 1), was %s", beta2);
        Require.that(epsilon > 0, "optimizer: epsilon must be > 0, was %s", epsilon);
        Require.that(weightDecay >= 0, "optimizer: weightDecay must be >= 0, was %s", weightDecay);
        Require.that(clipNorm > 0, "optimizer: clipNorm must be > 0, was %s", clipNorm);
        Require.that(microBatchTokens >= 1, "optimizer: microBatchTokens must be >= 1, was %d", microBatchTokens);
    }

    /**
     * The learning rate of a step.
     *
     * @param step optimizer step, from 0 for the first
     */
    public double rateAt(long step) {
        if (step < warmupSteps) {
            return rate * (step + 1) / warmupSteps;
        }
        if (schedule == Schedule.CONSTANT) {
            return rate;
        }
        double done = Math.min(1.0, (step - warmupSteps) / (double) Math.max(1, decaySteps - warmupSteps));
        return rate * (floor + (1 - floor) * (1 + Math.cos(Math.PI * done)) / 2);
    }
}
