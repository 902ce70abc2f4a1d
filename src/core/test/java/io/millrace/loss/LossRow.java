package io.millrace.loss;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * The input of the loss for one response of L tokens. The arrays are owned by this value and must not be written to.
 *
 * @param now log-probs of the trained policy, nats, L values
 * @param behaviour log-probs of the sampling policy, nats, L values; empty if unknown
 * @param reference log-probs of the frozen reference, nats, L values; empty without a KL term
 * @param entropy entropies of the trained policy, nats, L values
 * @param advantages advantage of each token, L values
 */
public record LossRow(double[] now, double[] behaviour, double[] reference, double[] entropy, double[] advantages) {
    public LossRow {
        requireNonNull(now, "now");
        Require.that(now.length >= 1, "loss row: must have at least 1 token, had 0");
        check("behaviour log-prob", behaviour.length == 0 ? now.length : behaviour.length, now.length);
        check("reference log-prob", reference.length == 0 ? now.length : reference.length, now.length);
        check("entropy", entropy.length, now.length);
        check("advantage", advantages.length, now.length);
    }

    private static void check(String what, int length, int tokens) {
        Require.that(
                length == tokens, "loss row: must have one %s for each of its %d tokens, had %d", what, tokens, length);
    }

    /** Response length L in tokens. */
    public int length() {
        return now.length;
    }
}
