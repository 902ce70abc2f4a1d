package io.millrace.task.digits;

import io.millrace.Require;

/**
 * Options of digit completion.
 *
 * @param modulus M of the sequences that are made up, in 2..10; prompts of a file name their own
 * @param endOnlyWhenComplete whether only a complete answer earns the end's share; false is verl's rule, by which stopping
 *     after any correct part earns it too
 */
public record DigitsConfig(int modulus, boolean endOnlyWhenComplete) {
    public DigitsConfig {
        Require.that(modulus >= 2 && modulus <= 10, "digits: modulus must be in 2..10, was %d", modulus);
    }
}
