package io.millrace.learner;

import io.millrace.learner.StepRecord.Batch;
import io.millrace.learner.StepRecord.Curriculum;
import io.millrace.learner.StepRecord.Position;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import java.util.Map;
import java.util.TreeMap;

/** Computes the figures of an optimizer step. */
public final class StepFigures {
    private StepFigures() {}

    /**
     * All figures except those of a curriculum.
     *
     * @param step rounds trained on, including this one; a compensation step is an additional step of the same round
     * @param sampled response tokens sampled on all visits trained on so far, including this round
     */
    public static StepRecord of(long step, long sampled, StepReport report, Minibatch minibatch) {
        GroupStatistics groups = minibatch.groups();
        Map<String, Double> own = new TreeMap<>();
        groups.figures().forEach((name, mean) -> own.put(name, mean.value()));
        Map<String, Double> rewards = new TreeMap<>();
        groups.rewards().forEach((name, sum) -> rewards.put(name, sum / groups.responses()));
        return new StepRecord(
                new Position(step, sampled),
                batch(minibatch),
                groups(groups),
                own,
                rewards,
                training(report),
                Curriculum.of(metric -> Double.NaN));
    }

    private static Batch batch(Minibatch minibatch) {
        int rows = minibatch.rows().size();
        boolean priority = minibatch.kind() == Minibatch.Kind.PRIORITY;
        return new Batch(
                minibatch.kind() == Minibatch.Kind.COMPENSATION ? 1 : 0,
                priority ? (double) rows / minibatch.groups().rows() : Double.NaN,
                rows,
                minibatch.dropped());
    }

    private static StepGroups groups(GroupStatistics groups) {
        return new StepGroups(
                groups.meanReward(),
                groups.accuracy(),
                groups.meanTokens(),
                groups.solveAll(),
                groups.solveNone(),
                groups.zeroAdvantage(),
                groups.meanStaleness(),
                groups.meanEntropy(),
                groups.groups(),
                groups.responses(),
                groups.ungraded(),
                groups.replays(),
                groups.truncatedShare(),
                groups.maxStaleness());
    }

    private static StepTraining training(StepReport report) {
        return new StepTraining(
                report.step(),
                report.loss(),
                report.gradientNorm(),
                report.kl(),
                report.clipShare(),
                report.gap(),
                report.entropy(),
                report.learningRate(),
                report.ratioMean(),
                report.ratioMax(),
                report.tokens(),
                report.nanos() / 1e9);
    }
}
