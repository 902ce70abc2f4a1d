package io.millrace.task;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenRange;
import java.util.List;

/**
 * A supervised answer to a prompt, taught before reinforcement learning.
 *
 * @param opening start of the answer that is given as part of the prompt; may be empty
 * @param response text to learn after it, without the stop token
 * @param ends whether the policy learns to stop there; otherwise the response runs into the token limit
 * @param answerWeight loss weight of the last token before the stop, above 0; all others have weight 1
 * @param observations ranges of characters of the response that an environment writes; the policy does not learn them
 */
public record Demonstration(
        String opening, String response, boolean ends, double answerWeight, List<TokenRange> observations) {
    public Demonstration {
        requireNonNull(opening, "opening");
        requireNonNull(response, "response");
        Require.that(
                answerWeight > 0 && Double.isFinite(answerWeight),
                "demonstration: answerWeight must be finite and > 0, was %s",
                answerWeight);
        observations = List.copyOf(observations);
    }

    /** A demonstration without observations. */
    public Demonstration(String opening, String response, boolean ends, double answerWeight) {
        this(opening, response, ends, answerWeight, List.of());
    }

    /** A complete response to a prompt. */
    public static Demonstration of(String response) {
        return new Demonstration("", response, true, 1);
    }
}
