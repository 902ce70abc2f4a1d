package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.learner.OptimizerConfig;

/**
 * Settings of supervised training.
 *
 * @param optimizer the optimizer
 * @param examples examples per step, at least 1
 * @param divisor constant divisor of the sum of token losses, above 0: the same for every batch, for instance {@code
 *     examples} times the usual target length. If each batch were divided by its own tokens, a batch of short targets
 *     would weigh as much as one of long targets, and the policy would learn to be short
 */
public record SupervisedConfig(OptimizerConfig optimizer, int examples, double divisor) {
    public SupervisedConfig {
        requireNonNull(optimizer, "optimizer");
        Require.that(examples >= 1, "supervised: examples must be >= 1, was %d", examples);
        Require.that(
                divisor > 0 && Double.isFinite(divisor), "supervised: divisor must be finite and > 0, was %s", divisor);
    }
}
