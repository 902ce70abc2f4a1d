package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * Making a small policy from nothing: supervised steps on a built-in task's solutions, or on the responses of the file data.train.path (JSON
 * lines of prompt and response, as recordings are), before reinforcement learning.
 *
 * @param kind what is made: a policy, or a reflection model that tells of the solutions' thinking where the result is reached, for
 *     method.rearl.revise.model, whose template, labels and paragraphs it is taught with
 * @param steps optimizer steps, at least 0; 0 leaves the weights random
 * @param batch solutions a step, at least 1
 * @param rate learning rate, above 0
 * @param noise share of each solution's parts that are made wrong, in [0, 1]: what reinforcement learning has left to improve; of no
 *     effect on a file
 * @param reflections share of the examples in which a wrong attempt is shown first, by method.r3.reflection.template, in [0, 1];
 *     their solutions have a third of the noise: a policy that has learnt to profit from its failures; of no effect on a file
 * @param seed decides the solutions, their order and their noise
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
