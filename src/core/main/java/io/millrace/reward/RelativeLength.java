package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.plugin.TypeName;
import java.util.List;

/**
 * Kimi k1.5's length reward: short responses of a group gain, long ones lose.
 *
 * <pre>
 *   lambda_i = 1/2 - (L_i - min L) / (max L - min L)
 *   R_i = lambda_i             correct
 *   R_i = min(0, lambda_i)     incorrect
 *   R_i = 0                    if max L = min L
 * </pre>
 *
 * <p>min and max are over all graded responses of the group, correct or not. L in tokens. Range [-1/2, 1/2] (arXiv:2501.12599).
 */
@TypeName("length")
public record RelativeLength() implements RewardType {
    private static final double SHORTEST_REWARD = 0.5;

    @Override
    public GroupReward create(RewardContext context) {
        return RelativeLength::score;
    }

    private static double[] score(List<GradedResponse> group) {
        var lengths = group.stream()
                .mapToInt(response -> response.response().length())
                .summaryStatistics();
        int range = group.isEmpty() ? 0 : lengths.getMax() - lengths.getMin();
        return group.stream()
                .mapToDouble(response -> range == 0
                        ? 0
                        : value(
                                response.correct(),
                                SHORTEST_REWARD - (double) (response.response().length() - lengths.getMin()) / range))
                .toArray();
    }

    private static double value(boolean correct, double lambda) {
        return correct ? lambda : Math.min(0, lambda);
    }
}
