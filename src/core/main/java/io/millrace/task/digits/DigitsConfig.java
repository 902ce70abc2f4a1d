package io.millrace.task.digits;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;

/**
 * Options of digit completion.
 *
 * @param modulus M of the sequences that are made up, in 2..10; prompts of a file name their own
 * @param endOnlyWhenComplete whether only a complete answer earns the end's share; false is verl's rule, by which stopping
 *     after any correct part earns it too
 * @param scoring what is judged and earns
 * @param drafts attempts before the answer in solutions that a policy is taught with, at most, in 0..9; each makes the answer
 *     likelier to be right; above 0 needs scoring by answer
 */
public record DigitsConfig(int modulus, boolean endOnlyWhenComplete, Scoring scoring, int drafts) {
    /** What is judged and earns. */
    public enum Scoring {
        /** The whole response, and every right character of its beginning earns a share. */
        CHARACTERS,
        /** What follows the last colon, and only a right answer earns. */
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
