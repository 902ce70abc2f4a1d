package io.millrace.learner;

import io.millrace.metric.Metric;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one optimizer step by metric name, for manifests, channels and dashboards. */
public final class StepFigures {
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
        put(figures, Metric.SAMPLED_TOKENS, sampled);
        ofMinibatch(figures, minibatch);
        ofGroups(figures, minibatch.groups());
        ofLearner(figures, report);
        return figures;
    }

    private static void ofMinibatch(Map<String, Double> figures, Minibatch minibatch) {
        int rows = minibatch.rows().size();
        put(figures, Metric.COMPENSATION, minibatch.kind() == Minibatch.Kind.COMPENSATION ? 1 : 0);
        if (minibatch.kind() == Minibatch.Kind.PRIORITY) {
            put(
                    figures,
                    Metric.PRIORITY_SHARE,
                    (double) rows / minibatch.groups().rows());
        }
        put(figures, Metric.ROWS, rows);
        put(figures, Metric.DROPPED, minibatch.dropped());
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
        put(figures, Metric.GROUPS, groups.groups());
        put(figures, Metric.RESPONSES, groups.responses());
        put(figures, Metric.UNGRADED, groups.ungraded());
        put(figures, Metric.REPLAYS, groups.replays());
        put(figures, Metric.TRUNCATED, groups.truncatedShare());
        put(figures, Metric.MAX_STALENESS, groups.maxStaleness());
        groups.figures().forEach((name, mean) -> putNamed(figures, name, mean.value()));
        groups.rewards().forEach((name, sum) -> putNamed(figures, REWARD + name, sum / groups.responses()));
    }

    private static void ofLearner(Map<String, Double> figures, StepReport report) {
        put(figures, Metric.UPDATES, report.step());
        put(figures, Metric.LOSS, report.loss());
        put(figures, Metric.GRADIENT_NORM, report.gradientNorm());
        put(figures, Metric.KL, report.kl());
        put(figures, Metric.CLIP_SHARE, report.clipShare());
        put(figures, Metric.LOG_PROB_GAP, report.logProbGap());
        put(figures, Metric.GRADIENT_ENTROPY, report.entropy());
        put(figures, Metric.LEARNING_RATE, report.learningRate());
        put(figures, Metric.RATIO_MEAN, report.ratioMean());
        put(figures, Metric.RATIO_MAX, report.ratioMax());
        put(figures, Metric.TRAIN_TOKENS, report.tokens());
        put(figures, Metric.TRAIN_SECONDS, report.nanos() / 1e9);
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
