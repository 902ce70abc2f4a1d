package io.millrace.loss;

import io.millrace.loss.LossConfig.Aggregation;

/**
 * Weight of one token's loss in the loss of its minibatch.
 *
 * <pre>
 *   TOKEN_MEAN                    1 / sum_j L_j
 *   SEQ_MEAN_TOKEN_SUM            1 / N
 *   SEQ_MEAN_TOKEN_MEAN           1 / (N L_i)
 *   SEQ_MEAN_TOKEN_SUM_CONSTANT   1 / (N constantLength)
 * </pre>
 *
 * <p>N rows, row i of L_i response tokens. The loss is the weighted sum, so it does not depend on how the minibatch is cut into
 * pieces. Range (0, 1].
 */
public final class Aggregations {
    private Aggregations() {}

    /**
     * The weight of a token of each row.
     *
     * @param lengths L_i in tokens, each at least 1
     */
    public static double[] weights(LossConfig config, int... lengths) {
        double tokens = 0;
        for (int length : lengths) {
            tokens += length;
        }
        double[] weights = new double[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            weights[i] = weight(config, lengths.length, lengths[i], tokens);
        }
        return weights;
    }

    private static double weight(LossConfig config, double rows, int length, double tokens) {
        Aggregation aggregation = config.aggregation();
        return switch (aggregation) {
            case TOKEN_MEAN -> 1 / tokens;
            case SEQ_MEAN_TOKEN_SUM -> 1 / rows;
            case SEQ_MEAN_TOKEN_MEAN -> 1 / (rows * length);
            case SEQ_MEAN_TOKEN_SUM_CONSTANT -> 1 / (rows * config.constantLength());
        };
    }
}
