package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.model.GradedResponse;
import io.millrace.plugin.Default;

/**
 * One reward of the list {@code rewards}.
 *
 * @param type the rule and its options
 * @param name of the component, of letters, digits, - and _, beginning with a letter
 * @param weight what the rule's value is multiplied by, not 0
 * @param when which responses it is for
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

    /** Which responses a reward is for. */
    public enum When {
        /** All. */
        ALWAYS,
        /** The correct ones. */
        CORRECT,
        /** The incorrect ones. */
        WRONG;

        /** Whether a response is one of them. */
        public boolean holds(GradedResponse response) {
            return this == ALWAYS || response.correct() == (this == CORRECT);
        }
    }
}
