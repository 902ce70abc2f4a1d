package io.millrace.method.rearl;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import io.millrace.reward.GroupReward;
import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * REA-RL's refined length reward (arXiv:2505.19862): among correct responses, shorter is better.
 *
 * <pre>
 *   R_i = w (-1/2)                                     if c_i is false
 *   R_i = w (1/2 - (L_i - Lmin) / (Lmax - Lmin))       if c_i is true and Lmax > Lmin
 *   R_i = 0                                            if c_i is true and Lmax = Lmin
 * </pre>
 *
 * <p>Lmin and Lmax are over the <i>correct</i> responses of the group, originals and revisions, in tokens. Range [-w/2, w/2].
 */
public final class RefinedLength implements GroupReward {
    private static final double WRONG = -0.5;
    private static final double SHORTEST_REWARD = 0.5;

    private final double weight;

    /** @param weight w, above 0 */
    public RefinedLength(double weight) {
        Require.that(
                weight > 0 && Double.isFinite(weight), "rearl.length: weight must be > 0 and finite, was %s", weight);
        this.weight = weight;
    }

    @Override
    public String name() {
        return "rearl.length";
    }

    @Override
    public double[] score(List<GradedResponse> group) {
        IntSummaryStatistics length = group.stream()
                .filter(GradedResponse::correct)
                .mapToInt(r -> r.response().length())
                .summaryStatistics();
        return group.stream()
                .mapToDouble(r -> r.correct() ? rank(r.response().length(), length) : WRONG)
                .map(rank -> weight * rank)
                .toArray();
    }

    private static double rank(int tokens, IntSummaryStatistics length) {
        int range = length.getMax() - length.getMin();
        return range == 0 ? 0 : SHORTEST_REWARD - (double) (tokens - length.getMin()) / range;
    }
}
