package io.millrace.learner;

import io.millrace.metric.Metric;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the learner reports: {@link StepReport}.
 *
 * @param updates optimizer steps taken, compensation steps included
 * @param loss value that was minimised
 * @param gradientNorm global L2 norm before clipping
 * @param kl mean KL estimate, in nats per token
 * @param clipShare share of clipped tokens, 0..1
 * @param logProbGap mean |log pi_now - log pi_behaviour|, in nats per token
 * @param gradientEntropy mean policy entropy over the trained tokens, in nats per token
 * @param learningRate of this step
 * @param ratioMean mean importance ratio
 * @param ratioMax largest importance ratio
 * @param trainTokens response tokens computed
 * @param trainSeconds time taken, in seconds
 */
public record StepTraining(
        double updates,
        double loss,
        double gradientNorm,
        double kl,
        double clipShare,
        double logProbGap,
        double gradientEntropy,
        double learningRate,
        double ratioMean,
        double ratioMax,
        double trainTokens,
        double trainSeconds)
        implements StepPart {
    private static final List<Metric> METRICS = List.of(
            Metric.UPDATES,
            Metric.LOSS,
            Metric.GRADIENT_NORM,
            Metric.KL,
            Metric.CLIP_SHARE,
            Metric.LOG_PROB_GAP,
            Metric.GRADIENT_ENTROPY,
            Metric.LEARNING_RATE,
            Metric.RATIO_MEAN,
            Metric.RATIO_MAX,
            Metric.TRAIN_TOKENS,
            Metric.TRAIN_SECONDS);

    static StepTraining of(ToDoubleFunction<Metric> values) {
        return new StepTraining(
                values.applyAsDouble(Metric.UPDATES),
                values.applyAsDouble(Metric.LOSS),
                values.applyAsDouble(Metric.GRADIENT_NORM),
                values.applyAsDouble(Metric.KL),
                values.applyAsDouble(Metric.CLIP_SHARE),
                values.applyAsDouble(Metric.LOG_PROB_GAP),
                values.applyAsDouble(Metric.GRADIENT_ENTROPY),
                values.applyAsDouble(Metric.LEARNING_RATE),
                values.applyAsDouble(Metric.RATIO_MEAN),
                values.applyAsDouble(Metric.RATIO_MAX),
                values.applyAsDouble(Metric.TRAIN_TOKENS),
                values.applyAsDouble(Metric.TRAIN_SECONDS));
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(Metric metric) {
        return switch (metric) {
            case UPDATES -> updates;
            case LOSS -> loss;
            case GRADIENT_NORM -> gradientNorm;
            case KL -> kl;
            case CLIP_SHARE -> clipShare;
            case LOG_PROB_GAP -> logProbGap;
            case GRADIENT_ENTROPY -> gradientEntropy;
            case LEARNING_RATE -> learningRate;
            case RATIO_MEAN -> ratioMean;
            case RATIO_MAX -> ratioMax;
            case TRAIN_TOKENS -> trainTokens;
            case TRAIN_SECONDS -> trainSeconds;
            default -> Double.NaN;
        };
    }
}
