package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/**
 * A custom reward: a class on the class path with a no-argument constructor, named in the list {@code rewards} with type
 * {@code class}.
 *
 * <p>Stateless and thread-safe: it is created once by the grading stage, and then reused. An exception leaves the response
 * ungraded, with the reason; it must throw an exception rather than return 0 if it cannot judge.
 */
@FunctionalInterface
public interface RewardFunction {
    /**
     * The reward of a response.
     *
     * @param prompt the prompt that it answers
     * @param response correct or incorrect, with the rewards it has so far
     * @param text the whole response, without special tokens
     * @return finite; 0 if the rule does not apply; the weight is applied afterwards
     */
    double value(Prompt prompt, GradedResponse response, String text);
}
