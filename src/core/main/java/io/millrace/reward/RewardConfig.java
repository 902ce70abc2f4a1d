package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.model.GradedResponse;
import io.millrace.plugin.Default;

/**
 * One reward of the list {@code rewards}.
 *
 * @param type the rule and its options
 * @param name name of the component: letters, digits, - and _, starting with a letter
 * @param weight factor for the rule's value, not 0
 * @param when responses that the reward applies to
 */
public record RewardConfig(
        RewardType type,
        String name,
        @Default("1.0") double weight,
        @Default("always") When when) {
    public RewardConfig {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        OptionRules rules = new OptionRules("reward");
        rules.that(weight != 0 && Double.isFinite(weight), "weight", "must be finite and not 0, was %s", weight);
        rules.done();
    }

    /** The responses that a reward applies to. */
    public enum When {
        /** All responses. */
        ALWAYS,
        /** Correct responses only. */
        CORRECT,
        /** Incorrect responses only. */
        WRONG;

        /** Whether the reward applies to a response. */
        public boolean holds(GradedResponse response) {
            return this == ALWAYS || response.correct() == (this == CORRECT);
        }
    }
}
