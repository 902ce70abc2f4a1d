package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/** A reward that depends on one response alone. Stateless and thread-safe. */
@FunctionalInterface
public non-sealed interface ResponseReward extends RewardRule {
    /**
     * The additional reward of a response.
     *
     * @param response correct or incorrect, never ungraded
     * @return weighted value; 0 if the rule does not apply
     */
    double score(Prompt prompt, GradedResponse response);
}
