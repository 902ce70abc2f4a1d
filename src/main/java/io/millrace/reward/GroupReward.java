package io.millrace.reward;

import io.millrace.model.GradedResponse;
import java.util.List;
import java.util.OptionalDouble;

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

    /**
     * How far a rule that ranks responses tells those of a group apart, for whoever watches it.
     *
     * @return 0..1, 0 if it tells none from another; empty if it does not rank, or fewer than two of the group
     */
    default OptionalDouble spread(List<GradedResponse> group) {
        return OptionalDouble.empty();
    }
}
