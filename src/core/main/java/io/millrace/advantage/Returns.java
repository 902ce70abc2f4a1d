package io.millrace.advantage;

import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import java.util.Arrays;

/**
 * Returns of a response by position: the rewards that it earns from there on.
 *
 * <pre>
 *   RESPONSE:  one position, G_0 = R
 *   TOKEN:     G_t = sum over s >= t of gamma^(s-t) r_s          for t in 0..L-1
 * </pre>
 *
 * <p>A reward that no token earned, {@code R - sum of r_s}, is assigned to the last token, so that {@code G_0 = R} in both cases if
 * gamma is 1; differences within the rounding of the r_s to floats are ignored, since they would create spurious advantages.
 */
public final class Returns {
    private static final double FLOAT_ROUNDING = 1e-6;

    private final Credit credit;
    private final double discount;

    /**
     * @param credit whether returns are per response or per token
     * @param discount gamma, in [0, 1]; not used for credit by response
     */
    Returns(Credit credit, double discount) {
        this.credit = credit;
        this.discount = discount;
    }

    /** The returns of a response: one value, or one per token. */
    public double[] of(GradedResponse response) {
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

    private double[] toGo(GradedResponse response, double total) {
        float[] earned = response.rewards().perToken();
        int length = response.response().size();
        Require.that(
                earned.length == length,
                "response %d: must have a reward for each of its %d tokens, had %d: set advantage credit to RESPONSE or use a"
                        + " task that credits tokens",
                response.response().sample(),
                length,
                earned.length);
        double[] returns = new double[length];
        double missing = total;
        double rounding = 0;
        for (int t = 0; t < length; t++) {
            Require.that(
                    Float.isFinite(earned[t]),
                    "response %d: reward of token %d must be finite, was %s",
                    response.response().sample(),
                    t,
                    earned[t]);
            returns[t] = earned[t];
            missing -= earned[t];
            rounding += FLOAT_ROUNDING * Math.abs(earned[t]);
        }
        if (Math.abs(missing) > rounding) {
            returns[length - 1] += missing;
        }
        for (int t = length - 2; t >= 0; t--) {
            returns[t] += discount * returns[t + 1];
        }
        return returns;
    }

    /** Advantages of all tokens: one per token, or the single one of the response for each. */
    public static float[] spread(double[] advantages, int tokens) {
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
