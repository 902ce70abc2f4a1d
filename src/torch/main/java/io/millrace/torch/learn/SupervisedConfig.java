package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.learner.OptimizerConfig;

/**
 * How a policy learns from examples.
 *
 * @param optimizer the optimizer
 * @param examples examples a step, at least 1
 * @param divisor what the sum of token losses is divided by, above 0: the same for every batch, for instance {@code examples}
 *     times the usual target length. Divided by its own tokens, a batch of short targets would weigh as much as one of long
 *     ones, and the policy would learn to be short
 */
public record SupervisedConfig(OptimizerConfig optimizer, int examples, double divisor) {
    public SupervisedConfig {
        requireNonNull(optimizer, "optimizer");
        Require.that(examples >= 1, "supervised: examples must be >= 1, was %d", examples);
        Require.that(
                divisor > 0 && Double.isFinite(divisor), "supervised: divisor must be finite and > 0, was %s", divisor);
    }
}
