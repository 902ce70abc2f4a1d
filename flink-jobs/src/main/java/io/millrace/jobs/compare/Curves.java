package io.millrace.jobs.compare;

import io.millrace.jobs.compare.RunFigures.Point;
import io.millrace.learner.StepRecord;
import io.millrace.learner.Steps;
import io.millrace.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/** The learning curve of a run and its fluctuation, from the figures of its steps. */
final class Curves {
    /** Maximum points of a curve, so that the noise of a step's few prompts does not hide the trend. */
    private static final int POINTS = 20;

    /** Number of steps on either side of a step that form its neighbourhood. */
    private static final int ABOUT = 5;

    private Curves() {}

    /** Means over consecutive steps, so that the curve has at most {@value #POINTS} points. */
    static List<Point> of(Steps steps) {
        List<StepRecord> fresh = fresh(steps);
        int each = Math.max(1, (fresh.size() + POINTS - 1) / POINTS);
        List<Point> points = new ArrayList<>();
        for (int from = 0; from < fresh.size(); from += each) {
            List<StepRecord> some = fresh.subList(from, Math.min(fresh.size(), from + each));
            points.add(new Point(
                    some.get(some.size() - 1).position().sampledTokens(),
                    mean(some, Metric.ACCURACY),
                    mean(some, Metric.RESPONSE_TOKENS)));
        }
        return points;
    }

    /** Standard deviation of each step's accuracy around the mean of its neighbourhood, over the second half. */
    static double fluctuation(Steps steps) {
        List<StepRecord> fresh = fresh(steps);
        double squares = 0;
        int count = 0;
        for (int i = fresh.size() / 2; i < fresh.size(); i++) {
            List<StepRecord> about = fresh.subList(Math.max(0, i - ABOUT), Math.min(fresh.size(), i + ABOUT + 1));
            double away = fresh.get(i).groups().accuracy() - mean(about, Metric.ACCURACY);
            if (Double.isFinite(away)) {
                squares += away * away;
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }

    private static List<StepRecord> fresh(Steps steps) {
        return steps.all().stream().filter(step -> !step.compensates()).toList();
    }

    private static double mean(List<StepRecord> steps, Metric metric) {
        return steps.stream()
                .mapToDouble(step -> step.value(metric).orElse(Double.NaN))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
