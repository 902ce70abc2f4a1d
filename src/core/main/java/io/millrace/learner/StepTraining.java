package io.millrace.learner;

import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Figures of the training itself, from a {@link StepReport}.
 *
 * @param updates optimizer steps taken, compensation steps included
 * @param loss the minimised value
 * @param gradientNorm global L2 norm before clipping
 * @param kl mean KL estimate, in nats per token
 * @param clipShare share of clipped tokens, 0..1
 * @param logProbGap mean |log pi_now - log pi_behaviour|, in nats per token
 * @param gradientEntropy mean policy entropy over the trained tokens, in nats per token
 * @param learningRate the learning rate of this step
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
    private static final Map<Metric, ToDoubleFunction<StepTraining>> FIGURES = OrderedMap.ofEntries(
            Map.entry(Metric.UPDATES, StepTraining::updates),
            Map.entry(Metric.LOSS, StepTraining::loss),
            Map.entry(Metric.GRADIENT_NORM, StepTraining::gradientNorm),
            Map.entry(Metric.KL, StepTraining::kl),
            Map.entry(Metric.CLIP_SHARE, StepTraining::clipShare),
            Map.entry(Metric.LOG_PROB_GAP, StepTraining::logProbGap),
            Map.entry(Metric.GRADIENT_ENTROPY, StepTraining::gradientEntropy),
            Map.entry(Metric.LEARNING_RATE, StepTraining::learningRate),
            Map.entry(Metric.RATIO_MEAN, StepTraining::ratioMean),
            Map.entry(Metric.RATIO_MAX, StepTraining::ratioMax),
            Map.entry(Metric.TRAIN_TOKENS, StepTraining::trainTokens),
            Map.entry(Metric.TRAIN_SECONDS, StepTraining::trainSeconds));

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
    public Set<Metric> metrics() {
        return FIGURES.keySet();
    }

    @Override
    public double value(Metric metric) {
        return StepPart.value(FIGURES, this, metric);
    }
}
