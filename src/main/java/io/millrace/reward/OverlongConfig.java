package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * DAPO's soft overlong punishment: 0 up to {@code L_max - buffer} tokens, from there linear to -1 at L_max.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 * @param buffer tokens before L_max over which the punishment grows, at least 1; at most L_max
 */
public record OverlongConfig(String name, double weight, When when, int maxTokens, int buffer) implements RewardConfig {
    public OverlongConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("overlong", weight);
        Require.that(maxTokens >= 0, "overlong: maxTokens must be >= 0, was %d", maxTokens);
        Require.that(buffer >= 1, "overlong: buffer must be >= 1, was %d", buffer);
    }
}
