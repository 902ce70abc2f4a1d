package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A turn of the policy.
 *
 * @param number its number in the response, from 0
 * @param text its text, as the environment's format writes it
 */
public record Turn(int number, String text) {
    public Turn {
        requireNonNull(text, "text");
        Require.that(number >= 0, "turn: number must be >= 0, was %d", number);
    }
}
