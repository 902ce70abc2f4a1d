package io.millrace.reward;

import static java.util.Objects.requireNonNull;

/**
 * Format reward: 1 where the thinking is opened once, closed once, and followed by an answer.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 */
public record FormatConfig(String name, double weight, When when) implements RewardConfig {
    public FormatConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("format", weight);
    }
}
