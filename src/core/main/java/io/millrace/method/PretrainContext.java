package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.task.PromptGenerator;
import io.millrace.text.ThinkingConfig;
import io.millrace.token.Tokenizer;

/**
 * Everything needed to build examples for supervised training.
 *
 * @param task generates prompts and solutions
 * @param tokenizer the tokenizer of the trained model
 * @param thinking tags around the thinking
 * @param noise probability of a mistake in a step of a solution, in [0, 1]
 * @param seed the seed of the training
 */
public record PretrainContext(
        PromptGenerator task, Tokenizer tokenizer, ThinkingConfig thinking, double noise, long seed) {
    public PretrainContext {
        requireNonNull(task, "task");
        requireNonNull(tokenizer, "tokenizer");
        requireNonNull(thinking, "thinking");
    }
}
