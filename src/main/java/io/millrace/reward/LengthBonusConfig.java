package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * R3's length bonus: right responses earn {@code 1 - L / L_max}, not below 0.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 */
public record LengthBonusConfig(String name, double weight, When when, int maxTokens) implements RewardConfig {
    public LengthBonusConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("length-bonus", weight);
        Require.that(maxTokens >= 0, "length-bonus: maxTokens must be >= 0, was %d", maxTokens);
    }
}
