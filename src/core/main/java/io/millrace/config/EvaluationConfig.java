package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.task.PromptGenerator.Part;

/**
 * Evaluation on held-out prompts, both greedy (one response per prompt) and sampled.
 *
 * @param part part of a task's generated prompts to evaluate on: {@code held-out}, {@code hard}, or the training part
 * @param samples sampled responses per prompt, at least 1
 * @param temperature the temperature of the sampled responses, above 0
 * @param every optimizer steps between two evaluations; 0 evaluates only before and after the run
 */
public record EvaluationConfig(Part part, int samples, double temperature, int every) {
    public EvaluationConfig {
        requireNonNull(part, "part");
        OptionRules rules = new OptionRules("evaluation");
        rules.that(samples >= 1, "samples", "must be >= 1, was %d", samples);
        rules.that(
                temperature > 0 && Double.isFinite(temperature),
                "temperature",
                "must be > 0 and finite, was %s",
                temperature);
        rules.that(every >= 0, "every", "must be >= 0, was %d", every);
        rules.done();
    }
}
