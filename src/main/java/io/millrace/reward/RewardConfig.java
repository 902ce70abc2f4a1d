package io.millrace.reward;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;

/** One reward of the list {@code rewards}; what it is, is its type. */
public sealed interface RewardConfig
        permits LengthBonusConfig,
                OverlongConfig,
                CosineConfig,
                RepetitionConfig,
                FormatConfig,
                LengthConfig,
                ClassConfig {
    /** Which responses a reward is for. */
    enum When {
        /** All. */
        ALWAYS,
        /** The right ones. */
        CORRECT,
        /** The wrong ones. */
        WRONG;

        /** Whether a response is one of them. */
        public boolean holds(GradedResponse response) {
            return this == ALWAYS || response.correct() == (this == CORRECT);
        }
    }

    /** Names the component. */
    String name();

    /** What the rule's value is multiplied by, not 0. */
    double weight();

    /** Which responses it is for. */
    When when();

    /** Refuses a weight that no reward can have. */
    static void weigh(String type, double weight) {
        Require.that(
                weight != 0 && Double.isFinite(weight), "%s: weight must be finite and not 0, was %s", type, weight);
    }
}
