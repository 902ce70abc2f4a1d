package io.millrace.method.rearl;

import io.millrace.check.Require;
import java.util.Arrays;

/**
 * REA-RL's threshold of the reflection reward (arXiv:2505.19862), from a policy's own thinking.
 *
 * <pre>
 *   threshold = 1 / q_0.2(density)
 * </pre>
 *
 * <p>q is the quantile with linear interpolation between order statistics. So four fifths of the initial policy's thinking earn the
 * full reward.
 */
public final class ReflectionThreshold {
    private static final double QUANTILE = 0.2;

    private ReflectionThreshold() {}

    /**
     * The threshold.
     *
     * @param densities marks per thinking token, at least 0, of each response that thinks
     * @throws IllegalArgumentException if there is none, or if the quantile is 0
     */
    public static double of(double... densities) {
        Require.that(
                densities.length > 0,
                "no response of the base model thinks: set it to a number, or check thinking.open and thinking.opening");
        double[] sorted = densities.clone();
        Arrays.sort(sorted);
        double at = QUANTILE * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double quantile = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        Require.that(
                quantile > 0,
                "%d of the base model's %d thinking responses have no reflection mark, so that the density's 0.2-quantile"
                        + " is 0: set it to a number, name other thinking.marks, or set weight to 0",
                Arrays.stream(densities).filter(d -> d == 0).count(),
                densities.length);
        return 1 / quantile;
    }
}
