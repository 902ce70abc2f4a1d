package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/**
 * An own reward: a class on the class path with a constructor without parameters, named in the list {@code rewards} with type
 * {@code class}.
 *
 * <p>Stateless and thread-safe: it is made once where responses are graded and asked by turns. What it throws leaves the response
 * ungraded, with the reason; it must not answer 0 where it does not know.
 */
@FunctionalInterface
public interface OwnReward {
    /**
     * What a response is worth.
     *
     * @param prompt that it answers
     * @param response right or wrong, with what it has earned so far
     * @param text all of it, special tokens left out
     * @return finite; 0 if the rule does not concern it; the weight is applied afterwards
     */
    double value(Prompt prompt, GradedResponse response, String text);
}
