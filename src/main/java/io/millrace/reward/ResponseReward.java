package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import java.util.OptionalDouble;

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

    /**
     * The density of reflection that the rule goes by, for whoever watches it.
     *
     * @return marks a thinking token, at least 0; empty if it goes by something else, or if the response does not think
     */
    default OptionalDouble reflectionDensity(GradedResponse response) {
        return OptionalDouble.empty();
    }
}
