package io.millrace.learner;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Sums and means over the figures of a run's optimizer steps; a figure that a step does not have counts as 0.
 *
 * @param all all steps in the order in which they were published
 */
public record Steps(List<StepRecord> all) {
    public Steps {
        all = List.copyOf(all);
    }

    /**
     * Number of the last step on fresh visits, counted from 1; 0 if there is none. Later steps are repeated when a run is
     * resumed.
     */
    public long last() {
        return (long) largest(Metric.LEARNER_STEP);
    }

    /**
     * Whether a run has ended.
     *
     * @param steps requested number of steps; 0 for no limit
     * @param tokens requested number of sampled response tokens; 0 for no limit
     */
    public boolean complete(long steps, long tokens) {
        return steps > 0 && last() >= steps || tokens > 0 && tokens() >= tokens;
    }

    /** The steps after a given one. */
    public Steps after(long step) {
        return where(one -> figure(one, Metric.LEARNER_STEP) > step);
    }

    /** The steps up to a given one. */
    public Steps until(long step) {
        return where(one -> figure(one, Metric.LEARNER_STEP) <= step);
    }

    /** The steps of compensation batches. */
    public Steps compensations() {
        return where(StepRecord::compensates);
    }

    /** The steps that have a figure. */
    public Steps with(Figure figure) {
        return where(step -> step.value(figure).isPresent());
    }

    private Steps where(Predicate<StepRecord> wanted) {
        return new Steps(all.stream().filter(wanted).toList());
    }

    public double sum(Figure figure) {
        return sum(step -> figure(step, figure));
    }

    public double largest(Figure figure) {
        return all.stream().mapToDouble(step -> figure(step, figure)).max().orElse(0);
    }

    /** Response tokens sampled on the visits trained on. */
    public double tokens() {
        return sumOverResponses(Metric.RESPONSE_TOKENS);
    }

    /** Sum over all responses of a mean over responses. */
    double sumOverResponses(Figure mean) {
        return sum(step -> figure(step, StepFigure.RESPONSES) * figure(step, mean));
    }

    /** Mean over all responses of a mean over responses; NaN without responses. */
    public double meanOverResponses(Figure mean) {
        return sumOverResponses(mean) / sum(StepFigure.RESPONSES);
    }

    /** Mean over all groups of a share of groups; NaN without groups. */
    public double meanOverGroups(Figure share) {
        return sum(step -> figure(step, StepFigure.GROUPS) * figure(step, share)) / sum(StepFigure.GROUPS);
    }

    private double sum(ToDoubleFunction<StepRecord> value) {
        return all.stream().mapToDouble(value).sum();
    }

    private static double figure(StepRecord step, Figure figure) {
        return step.value(figure).orElse(0);
    }
}
