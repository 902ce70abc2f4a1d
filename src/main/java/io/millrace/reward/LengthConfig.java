package io.millrace.reward;

import static java.util.Objects.requireNonNull;

/**
 * Kimi k1.5's length reward: short responses of a group earn, long ones lose.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 */
public record LengthConfig(String name, double weight, When when) implements RewardConfig {
    public LengthConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("length", weight);
    }
}
