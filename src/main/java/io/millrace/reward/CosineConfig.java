package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Cosine length reward: along half a cosine from one value at length 0 to another at L_max.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 * @param rightStart value of a right response of length 0
 * @param rightEnd value of a right response just short of L_max
 * @param wrongStart value of a wrong response of length 0
 * @param wrongEnd value of a wrong response just short of L_max
 * @param exceed value of every response that reaches L_max
 */
public record CosineConfig(
        String name,
        double weight,
        When when,
        int maxTokens,
        double rightStart,
        double rightEnd,
        double wrongStart,
        double wrongEnd,
        double exceed)
        implements RewardConfig {
    public CosineConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("cosine", weight);
        Require.that(maxTokens >= 0, "cosine: maxTokens must be >= 0, was %d", maxTokens);
    }
}
