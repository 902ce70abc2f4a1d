package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A policy measured at one moment of its training.
 *
 * @param step optimizer steps taken
 * @param greedy one response a prompt, always the likeliest token
 * @param sampled several responses a prompt
 */
public record Checkup(long step, Evaluation greedy, Evaluation sampled) {
    public Checkup {
        requireNonNull(greedy, "greedy");
        requireNonNull(sampled, "sampled");
        Require.that(step >= 0, "checkup: step must be >= 0, was %d", step);
    }
}
