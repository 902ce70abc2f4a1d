package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.learner.Steps;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;

/**
 * The published data of a run that its report depends on.
 *
 * @param steps figures of its optimizer steps
 * @param reflectionsSent reflection prompts made
 * @param reflectionsEnded reflection visits that have ended
 */
public record RunHistory(Steps steps, long reflectionsSent, long reflectionsEnded) {
    public RunHistory {
        requireNonNull(steps, "steps");
    }

    /** Groups trained on. */
    public long groups() {
        return (long) steps.sum(StepFigure.GROUPS);
    }

    /** Groups among them without a learning signal. */
    public long zeroAdvantage() {
        double groups = steps.sum(StepFigure.GROUPS);
        return groups == 0 ? 0 : Math.round(groups * steps.meanOverGroups(Metric.ZERO_ADVANTAGE));
    }
}
