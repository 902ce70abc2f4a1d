package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Evaluation of a policy at one point of its training.
 *
 * @param step optimizer steps taken
 * @param greedy one response per prompt, with greedy decoding
 * @param sampled several responses per prompt
 */
public record HeldOutResult(long step, Evaluation greedy, Evaluation sampled) {
    public HeldOutResult {
        requireNonNull(greedy, "greedy");
        requireNonNull(sampled, "sampled");
        Require.that(step >= 0, "held-out result: step must be >= 0, was %d", step);
    }
}
