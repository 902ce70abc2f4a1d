package io.millrace.learner;

import io.millrace.check.Require;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.util.function.ToDoubleFunction;

/**
 * Differences of learner and sampler over the tokens of a step whose behaviour log-probs are known, before the step. With
 * delta = log pi_now - log pi_behaviour of a sampled token, in nats; all are NaN if no behaviour is known.
 *
 * @param mean mean |delta|, at least 0
 * @param max largest |delta|, at least 0
 * @param kl mean of e^delta - 1 - delta, at least 0: an unbiased estimate of KL(pi_behaviour || pi_now), in nats per token
 * @param share share of tokens whose |delta| is above {@value #LARGE} nat, 0..1
 */
public record SamplerGap(double mean, double max, double kl, double share) {
    /** A difference above which a token counts in {@link #share}, in nats: the probabilities differ by more than a factor of e. */
    public static final double LARGE = 1;

    /** The gap if no behaviour is known. */
    public static final SamplerGap UNKNOWN = new SamplerGap(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** The gap if the sampler used the learner's own weights and arithmetic. */
    public static final SamplerGap NONE = new SamplerGap(0, 0, 0, 0);

    /** The gap among the figures of a step. */
    public static SamplerGap of(ToDoubleFunction<Figure> figures) {
        return new SamplerGap(
                figures.applyAsDouble(Metric.LOG_PROB_GAP),
                figures.applyAsDouble(StepFigure.LOG_PROB_GAP_MAX),
                figures.applyAsDouble(StepFigure.LOG_PROB_GAP_KL),
                figures.applyAsDouble(StepFigure.LOG_PROB_GAP_SHARE));
    }

    public SamplerGap {
        Require.that(!(share < 0 || share > 1), "sampler gap: share must be in 0..1, was %s", share);
    }
}
