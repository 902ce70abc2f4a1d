package io.millrace.reward;

import io.millrace.model.GradedResponse;
import java.util.List;

/** A reward that compares the responses of one group. Stateless and thread-safe. */
@FunctionalInterface
public non-sealed interface GroupReward extends RewardRule {
    /**
     * The additional reward of each response of a group.
     *
     * @param group the responses that have a verdict; may be empty
     * @return one weighted value per response, in order; 0 if the rule does not apply to it
     */
    double[] score(List<GradedResponse> group);
}
