package io.millrace.reward;

import static java.util.Objects.requireNonNull;

/**
 * An own reward.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 * @param implementation name of a class on the class path that implements {@code io.millrace.reward.OwnReward}
 */
public record ClassConfig(String name, double weight, When when, String implementation) implements RewardConfig {
    public ClassConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("class", weight);
        requireNonNull(implementation, "implementation");
    }
}
