package io.millrace.task;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A supervised answer to a prompt, taught before reinforcement learning.
 *
 * @param opening start of the answer that is given as part of the prompt; may be empty
 * @param response text to learn after it, without the stop token
 * @param ends whether the policy learns to stop there; otherwise the response runs into the token limit
 * @param answerWeight loss weight of the last token before the stop, above 0; all others have weight 1
 */
public record Demonstration(String opening, String response, boolean ends, double answerWeight) {
    public Demonstration {
        requireNonNull(opening, "opening");
        requireNonNull(response, "response");
        Require.that(
                answerWeight > 0 && Double.isFinite(answerWeight),
                "demonstration: answerWeight must be finite and > 0, was %s",
                answerWeight);
    }

    /** A complete response to a prompt. */
    public static Demonstration of(String response) {
        return new Demonstration("", response, true, 1);
    }
}
