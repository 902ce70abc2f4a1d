package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import java.util.List;
import java.util.OptionalInt;

/**
 * A sample as a server returned it, checked for consistency.
 *
 * @param tokens L sampled tokens, stop token included if the server returns it; at least 1
 * @param logProbs L log-probabilities of the sampled tokens in nats, finite and at most 0
 * @param top for each of L positions the requested likeliest tokens; empty if none were requested
 * @param finish why it ended
 * @param promptTokens number of prompt tokens that the server processed; empty if it does not say
 * @param labels labels of the weights that sampled the tokens, in order and without gaps; empty if the server does not say
 */
public record Completion(
        TokenIds tokens,
        float[] logProbs,
        List<TopLogProbs> top,
        FinishReason finish,
        OptionalInt promptTokens,
        List<Label> labels) {
    /**
     * The weights that sampled a range of tokens.
     *
     * @param label label given with the weights' update
     * @param from first token, from 0
     * @param to one past the last token
     */
    public record Label(String label, int from, int to) {
        public Label {
            requireNonNull(label, "label");
        }
    }

    /** @throws IllegalArgumentException if the parts do not fit each other; the message is the violated rule */
    public Completion {
        requireNonNull(tokens, "tokens");
        requireNonNull(logProbs, "logProbs");
        requireNonNull(finish, "finish");
        requireNonNull(promptTokens, "promptTokens");
        top = List.copyOf(top);
        labels = List.copyOf(labels);
        int length = tokens.size();
        Require.that(length >= 1, "completion must have at least one token, had none");
        Require.that(
                logProbs.length == length,
                "completion must have a log-prob for each of its %d tokens, had %d",
                length,
                logProbs.length);
        Require.that(
                top.isEmpty() || top.size() == length,
                "completion must have top log-probs for each of its %d tokens, had %d",
                length,
                top.size());
        for (int i = 0; i < length; i++) {
            Require.that(
                    isLogProb(logProbs[i]),
                    "log-prob of token %d must be finite and <= 0, was %s: the server had no number for it",
                    i,
                    logProbs[i]);
        }
        int next = 0;
        for (Label span : labels) {
            Require.that(
                    span.from() == next && span.to() >= next,
                    "weight versions must join at token %d, had %d..%d",
                    next,
                    span.from(),
                    span.to());
            next = span.to();
        }
        Require.that(
                labels.isEmpty() || next == length, "weight versions must end at token %d, ended at %d", length, next);
    }

    /** Mean over the tokens of |log p - own log p|, in nats. */
    double gap(float... own) {
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            sum += Math.abs(own[i] - logProbs[i]);
        }
        return sum / own.length;
    }

    /** Servers send -9999 for a log-probability that is no number or infinite. */
    private static boolean isLogProb(float value) {
        return Float.isFinite(value) && value <= 0 && value > -9_999;
    }
}
