package io.millrace.learner;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
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
 * @param gap differences of learner and sampler
 * @param gradientEntropy mean policy entropy over the tokens trained on, in nats per token
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
        SamplerGap gap,
        double gradientEntropy,
        double learningRate,
        double ratioMean,
        double ratioMax,
        double trainTokens,
        double trainSeconds)
        implements StepPart {
    private static final Map<Figure, ToDoubleFunction<StepTraining>> FIGURES = OrderedMap.ofEntries(
            Map.entry(StepFigure.UPDATES, StepTraining::updates),
            Map.entry(Metric.LOSS, StepTraining::loss),
            Map.entry(Metric.GRADIENT_NORM, StepTraining::gradientNorm),
            Map.entry(Metric.KL, StepTraining::kl),
            Map.entry(Metric.CLIP_SHARE, StepTraining::clipShare),
            Map.entry(Metric.LOG_PROB_GAP, training -> training.gap().mean()),
            Map.entry(StepFigure.LOG_PROB_GAP_MAX, training -> training.gap().max()),
            Map.entry(StepFigure.LOG_PROB_GAP_KL, training -> training.gap().kl()),
            Map.entry(StepFigure.LOG_PROB_GAP_SHARE, training -> training.gap().share()),
            Map.entry(StepFigure.GRADIENT_ENTROPY, StepTraining::gradientEntropy),
            Map.entry(StepFigure.LEARNING_RATE, StepTraining::learningRate),
            Map.entry(StepFigure.RATIO_MEAN, StepTraining::ratioMean),
            Map.entry(StepFigure.RATIO_MAX, StepTraining::ratioMax),
            Map.entry(StepFigure.TRAIN_TOKENS, StepTraining::trainTokens),
            Map.entry(StepFigure.TRAIN_SECONDS, StepTraining::trainSeconds));

    static StepTraining of(ToDoubleFunction<Figure> values) {
        return new StepTraining(
                values.applyAsDouble(StepFigure.UPDATES),
                values.applyAsDouble(Metric.LOSS),
                values.applyAsDouble(Metric.GRADIENT_NORM),
                values.applyAsDouble(Metric.KL),
                values.applyAsDouble(Metric.CLIP_SHARE),
                SamplerGap.of(values),
                values.applyAsDouble(StepFigure.GRADIENT_ENTROPY),
                values.applyAsDouble(StepFigure.LEARNING_RATE),
                values.applyAsDouble(StepFigure.RATIO_MEAN),
                values.applyAsDouble(StepFigure.RATIO_MAX),
                values.applyAsDouble(StepFigure.TRAIN_TOKENS),
                values.applyAsDouble(StepFigure.TRAIN_SECONDS));
    }

    @Override
    public Set<Figure> figures() {
        return FIGURES.keySet();
    }

    @Override
    public double value(Figure figure) {
        return StepPart.value(FIGURES, this, figure);
    }
}
