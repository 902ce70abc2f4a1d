package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * Supervised training of a small policy from scratch, before reinforcement learning: on solutions of a built-in task, or on the
 * responses of the file data.train.path (JSON lines of prompt and response, like recordings).
 *
 * @param kind model to train: a policy, or a reflection model for method.rearl.revise.model that judges where the thinking of
 *     solutions reaches the result, trained with the template, labels and paragraphs of method.rearl.revise
 * @param steps optimizer steps, at least 0; 0 leaves the weights random
 * @param batch solutions per step, at least 1
 * @param rate learning rate, above 0
 * @param noise share of deliberate mistakes among each solution's parts, in [0, 1], which leaves room for improvement by
 *     reinforcement learning; no effect with a file
 * @param reflections share of the examples that first show an incorrect attempt, formatted with method.r3.reflection.template, in
 *     [0, 1]; their solutions have a third of the noise, so that the policy learns to benefit from its failures; no effect with a
 *     file
 * @param seed seed of the solutions, their order and their noise
 * @param model shape of the policy
 */
public record PretrainConfig(
        Kind kind, int steps, int batch, double rate, double noise, double reflections, long seed, ModelShape model) {
    /** The product of pretraining. */
    public enum Kind {
        POLICY,
        REFLECTION
    }

    public PretrainConfig {
        requireNonNull(kind, "kind");
        requireNonNull(model, "model");
        OptionRules rules = new OptionRules("pretrain");
        rules.that(steps >= 0, "steps", "must be >= 0, was %d", steps);
        rules.that(batch >= 1, "batch", "must be >= 1, was %d", batch);
        rules.that(rate > 0, "rate", "must be > 0, was %s", rate);
        rules.that(noise >= 0 && noise <= 1, "noise", "must be in [0, 1], was %s", noise);
        rules.that(reflections >= 0 && reflections <= 1, "reflections", "must be in [0, 1], was %s", reflections);
        rules.done();
    }
}
