package io.millrace.reward;

import io.millrace.model.GradedResponse;
import java.util.List;

/** A reward that compares the responses of one group. Stateless and thread-safe. */
@FunctionalInterface
public non-sealed interface GroupReward extends RewardRule {
    /**
     * What each response of a group earns on top of what it has.
     *
     * @param group the responses that have a verdict; may be empty
     * @return one value a response, in order, weighted; 0 for one that the rule does not concern
     */
    double[] score(List<GradedResponse> group);
}
