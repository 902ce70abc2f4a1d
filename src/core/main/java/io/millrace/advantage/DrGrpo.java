package io.millrace.advantage;

/**
 * Dr.GRPO (arXiv:2503.20783): a response's return minus its group's mean, without scaling.
 *
 * <pre>
 *   A_i,t = G_i,t - mean_j G_j,t
 * </pre>
 *
 * <p>Range: {@code |A|} is at most the spread of the returns. Used with
 * {@link io.millrace.loss.LossConfig.Aggregation#SEQ_MEAN_TOKEN_SUM_CONSTANT}. A group of one: {@code A = R}.
 */
public record DrGrpo() implements EstimatorType {
    @Override
    public AdvantageEstimator create(AdvantageConfig config) {
        return new GroupEstimator(config.returns(), Sample::centred, centred -> 1);
    }
}
