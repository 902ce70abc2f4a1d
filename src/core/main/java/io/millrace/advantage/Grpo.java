package io.millrace.advantage;

import java.util.List;

/**
 * GRPO (arXiv:2402.03300): a response's return relative to its group's, in standard deviations.
 *
 * <pre>
 *   A_i,t = (G_i,t - mean_j G_j,t) / (alpha sigma + eps)
 *   sigma^2 = mean over t of  sum_j (G_j,t - mean G_t)^2 / (G - 1)
 * </pre>
 *
 * <p>With credit by response there is one position, {@code G_i = R_i}, and sigma is the unbiased standard deviation of the rewards;
 * range {@code |A| <= (G-1)/(alpha sqrt(G))}. With credit by token sigma pools the positions; for rewards on the last token of
 * equally long responses that is the same number. A group of one: {@code A = R / (alpha + eps)}.
 *
 * <p>alpha is 1 in GRPO; R3 (arXiv:2601.19620) sets alpha and calls eps lambda, over the group including replays.
 *
 * <p>Deviation: the paper does not specify which standard deviation; credit by token is not in the paper.
 */
public record Grpo() implements EstimatorType {
    @Override
    public AdvantageEstimator create(AdvantageConfig config) {
        return scaled(1, config.epsilon(), config.returns());
    }

    /**
     * With a scaled standard deviation.
     *
     * @param alpha scale of the standard deviation, above 0; 1 is usual
     * @param epsilon added to the scaled standard deviation, at least 0; 1e-6 is usual
     * @param returns credit of a token
     */
    static AdvantageEstimator scaled(double alpha, double epsilon, Returns returns) {
        return new GroupEstimator(returns, Sample::centred, centred -> scale(centred, alpha, epsilon));
    }

    private static double scale(List<double[]> centred, double alpha, double epsilon) {
        if (centred.get(0).length == 1) {
            return alpha + epsilon;
        }
        double sigma = Math.sqrt(
                centred.stream().mapToDouble(Sample::variance).average().orElseThrow());
        return sigma == 0 ? 1 : alpha * sigma + epsilon;
    }
}
