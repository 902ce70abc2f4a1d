package io.millrace.task.digits;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * Options of digit completion.
 *
 * @param modulus M of the generated sequences, in 2..10; prompts of a file specify their own
 * @param endOnlyWhenComplete whether only a complete answer earns the share of the end; false is verl's rule, where stopping
 *     after any correct prefix also earns it
 * @param scoring the part of a response that is judged and rewarded
 * @param drafts maximum number of attempts before the answer in solutions for supervised training, in 0..9; each makes a correct
 *     answer more likely; above 0 requires scoring by answer
 */
public record DigitsConfig(int modulus, boolean endOnlyWhenComplete, Scoring scoring, int drafts) {
    /** The part of a response that is judged and rewarded. */
    public enum Scoring {
        /** The whole response; every correct leading character earns a share. */
        CHARACTERS,
        /** The text after the last colon; only a correct answer is rewarded. */
        ANSWER
    }

    /** Scored by characters. */
    public DigitsConfig(int modulus, boolean endOnlyWhenComplete) {
        this(modulus, endOnlyWhenComplete, Scoring.CHARACTERS, 0);
    }

    public DigitsConfig {
        requireNonNull(scoring, "scoring");
        OptionRules rules = new OptionRules("digits");
        rules.that(drafts >= 0 && drafts <= 9, "drafts", "must be in 0..9, was %d", drafts);
        rules.that(
                drafts == 0 || scoring == Scoring.ANSWER,
                "drafts",
                "must be 0 with scoring by characters, was %d",
                drafts);
        rules.that(modulus >= 2 && modulus <= 10, "modulus", "must be in 2..10, was %d", modulus);
        rules.done();
    }
}
