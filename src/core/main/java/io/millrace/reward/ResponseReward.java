package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/** A reward that depends on one response alone. Stateless and thread-safe. */
@FunctionalInterface
public non-sealed interface ResponseReward extends RewardRule {
    /**
     * What a response earns on top of what it has.
     *
     * @param response right or wrong, never ungraded
     * @return weighted; 0 if the rule does not concern it
     */
    double score(Prompt prompt, GradedResponse response);
}
