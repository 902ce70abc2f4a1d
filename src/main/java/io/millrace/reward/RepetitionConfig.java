package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Repetition penalty: minus the share of a response's n-grams that have occurred in it before.
 *
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
 * @param ngram n, in tokens, at least 1
 */
public record RepetitionConfig(String name, double weight, When when, int ngram) implements RewardConfig {
    public RepetitionConfig {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        RewardConfig.weigh("repetition", weight);
        Require.that(ngram >= 1, "repetition: ngram must be >= 1, was %d", ngram);
    }
}
