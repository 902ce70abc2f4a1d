package io.millrace.advantage;

import io.millrace.Require;
import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.model.GradedResponse;
import java.util.Arrays;

/**
 * What a response still earns, by position.
 *
 * <pre>
 *   RESPONSE:  one position, G_0 = R
 *   TOKEN:     G_t = sum over s >= t of r_s          for t in 0..L-1
 * </pre>
 *
 * <p>A reward that no token earned, {@code R - sum of r_s}, is earned by the last token, so that {@code G_0 = R} either way.
 */
final class Returns {
    private Returns() {}

    /** The returns of a response: one value, or one a token. */
    static double[] of(GradedResponse response, Credit credit) {
        int sample = response.response().sample();
        Require.that(
                response.graded(),
                "response %d: must be graded to have an advantage, was UNGRADED (%s)",
                sample,
                response.verdict().reason());
        double total = response.reward();
        Require.that(Double.isFinite(total), "response %d: reward must be finite, was %s", sample, total);
        return credit == Credit.RESPONSE ? new double[] {total} : toGo(response, total);
    }

    private static double[] toGo(GradedResponse response, double total) {
        float[] earned = response.rewards().perToken();
        int length = response.response().length();
        Require.that(
                earned.length == length,
                "response %d: must have a reward for each of its %d tokens, had %d: set advantage credit to RESPONSE or use a"
                        + " task that credits tokens",
                response.response().sample(),
                length,
                earned.length);
        double[] returns = new double[length];
        returns[0] = total;
        for (int t = 1; t < length; t++) {
            returns[t] = returns[t - 1] - earned[t - 1];
            Require.that(
                    Double.isFinite(returns[t]),
                    "response %d: reward of token %d must be finite, was %s",
                    response.response().sample(),
                    t - 1,
                    earned[t - 1]);
        }
        return returns;
    }

    /** Advantages of all tokens: of each its own, or the single one of the response. */
    static float[] spread(double[] advantages, int tokens) {
        float[] spread = new float[tokens];
        if (advantages.length == 1) {
            Arrays.fill(spread, (float) advantages[0]);
        } else {
            for (int t = 0; t < tokens; t++) {
                spread[t] = (float) advantages[t];
            }
        }
        return spread;
    }
}
