package io.millrace.task;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * What a policy is to answer to a prompt before reinforcement learning.
 *
 * @param opening how the answer is begun for it, as part of the prompt; may be empty
 * @param response what it is to write then, the stop token left out
 * @param ends whether it is to stop there; else the response runs into the token limit
 * @param answerWeight what the last token before the stop counts in the loss, above 0; all others count 1
 */
public record Lesson(String opening, String response, boolean ends, double answerWeight) {
    public Lesson {
        requireNonNull(opening, "opening");
        requireNonNull(response, "response");
        Require.that(
                answerWeight > 0 && Double.isFinite(answerWeight),
                "lesson: answerWeight must be finite and > 0, was %s",
                answerWeight);
    }

    /** A response to a prompt as it is. */
    public static Lesson of(String response) {
        return new Lesson("", response, true, 1);
    }
}
