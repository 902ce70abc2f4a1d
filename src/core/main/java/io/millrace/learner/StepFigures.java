package io.millrace.learner;

import io.millrace.metric.Metric;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one optimizer step by metric name, for manifests, channels and dashboards. */
public final class StepFigures {
    /** Name of the response tokens sampled on all visits trained so far. */
    public static final String SAMPLED_TOKENS = "sampled_tokens";

    /** Before the name of a component of the reward, whose mean it is. */
    public static final String REWARD = "reward_";

    private StepFigures() {}

    /**
     * All figures that are numbers: a mean over nothing is left out.
     *
     * @param step rounds trained, this one included; a compensation step is one more of the same round
     * @param sampled response tokens sampled on all visits trained so far, those of this round included
     */
    public static Map<String, Double> of(long step, long sampled, StepReport report, Minibatch minibatch) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, Metric.LEARNER_STEP, step);
        putNamed(figures, SAMPLED_TOKENS, sampled);
        ofMinibatch(figures, minibatch);
        ofGroups(figures, minibatch.groups());
        ofLearner(figures, report);
        return figures;
    }

    private static void ofMinibatch(Map<String, Double> figures, Minibatch minibatch) {
        int rows = minibatch.rows().size();
        putNamed(figures, "compensation", minibatch.kind() == Minibatch.Kind.COMPENSATION ? 1 : 0);
        if (minibatch.kind() == Minibatch.Kind.PRIORITY) {
            put(
                    figures,
                    Metric.PRIORITY_SHARE,
                    (double) rows / minibatch.groups().rows());
        }
        putNamed(figures, "rows", rows);
        putNamed(figures, "dropped", minibatch.dropped());
    }

    private static void ofGroups(Map<String, Double> figures, GroupStatistics groups) {
        put(figures, Metric.REWARD, groups.meanReward());
        put(figures, Metric.ACCURACY, groups.accuracy());
        put(figures, Metric.RESPONSE_TOKENS, groups.meanTokens());
        put(figures, Metric.SOLVE_ALL, groups.solveAll());
        put(figures, Metric.SOLVE_NONE, groups.solveNone());
        put(figures, Metric.ZERO_ADVANTAGE, groups.zeroAdvantage());
        put(figures, Metric.STALENESS, groups.meanStaleness());
        put(figures, Metric.ENTROPY, groups.meanEntropy());
        putNamed(figures, "groups", groups.groups());
        putNamed(figures, "responses", groups.responses());
        putNamed(figures, "ungraded", groups.ungraded());
        putNamed(figures, "replays", groups.replays());
        putNamed(figures, "truncated", groups.truncatedShare());
        putNamed(figures, "max_staleness", groups.maxStaleness());
        groups.figures().forEach((name, mean) -> putNamed(figures, name, mean.value()));
        groups.rewards().forEach((name, sum) -> putNamed(figures, REWARD + name, sum / groups.responses()));
    }

    private static void ofLearner(Map<String, Double> figures, StepReport report) {
        putNamed(figures, "updates", report.step());
        put(figures, Metric.LOSS, report.loss());
        put(figures, Metric.GRADIENT_NORM, report.gradientNorm());
        put(figures, Metric.KL, report.kl());
        put(figures, Metric.CLIP_SHARE, report.clipShare());
        put(figures, Metric.LOG_PROB_GAP, report.logProbGap());
        putNamed(figures, "gradient_entropy", report.entropy());
        putNamed(figures, "learning_rate", report.learningRate());
        putNamed(figures, "ratio_mean", report.ratioMean());
        putNamed(figures, "ratio_max", report.ratioMax());
        putNamed(figures, "train_tokens", report.tokens());
        putNamed(figures, "train_seconds", report.nanos() / 1e9);
    }

    private static void put(Map<String, Double> figures, Metric metric, double value) {
        putNamed(figures, metric.key(), value);
    }

    private static void putNamed(Map<String, Double> figures, String name, double value) {
        if (Double.isFinite(value)) {
            figures.put(name, value);
        }
    }
}
