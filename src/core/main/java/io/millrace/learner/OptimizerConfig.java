package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * AdamW and its learning rate.
 *
 * @param rate peak learning rate, above 0
 * @param schedule schedule of the rate after the warm-up
 * @param warmupSteps optimizer steps over which the rate rises linearly from 0, at least 0
 * @param decaySteps optimizer steps, warm-up included, after which a cosine schedule has reached its floor
 * @param floor final rate of a cosine schedule, as a share of {@code rate}, in [0, 1]
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled weight decay, at least 0
 * @param clipNorm maximum global L2 norm of the gradient, above 0
 * @param microBatchTokens maximum tokens per micro-batch, padding included; gradients are accumulated
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
        OptionRules rules = new OptionRules("optimizer");
        rules.that(rate > 0, "rate", "must be > 0, was %s", rate);
        rules.that(warmupSteps >= 0, "warmupSteps", "must be >= 0, was %d", warmupSteps);
        rules.that(decaySteps >= 1, "decaySteps", "must be >= 1, was %d", decaySteps);
        rules.that(floor >= 0 && floor <= 1, "floor", "must be in [0, 1], was %s", floor);
        rules.that(beta1 >= 0 && beta1 < 1, "beta1", "must be in [0, 1), was %s", beta1);
        rules.that(beta2 >= 0 && beta2 < 1, "beta2", "must be in [0, 1), was %s", beta2);
        rules.that(epsilon > 0, "epsilon", "must be > 0, was %s", epsilon);
        rules.that(weightDecay >= 0, "weightDecay", "must be >= 0, was %s", weightDecay);
        rules.that(clipNorm > 0, "clipNorm", "must be > 0, was %s", clipNorm);
        rules.that(microBatchTokens >= 1, "microBatchTokens", "must be >= 1, was %d", microBatchTokens);
        rules.done();
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
