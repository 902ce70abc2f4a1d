package io.millrace.learner;

import io.millrace.metric.Metric;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A part of a {@link StepRecord}: values of several metrics. */
sealed interface StepPart
        permits StepRecord.Position, StepRecord.Batch, StepGroups, StepTraining, StepRecord.Curriculum {
    /** Its metrics, in the order in which they are written. */
    Set<Metric> metrics();

    /** The value of a metric; NaN if it is unknown or not in this part. */
    double value(Metric metric);

    /**
     * Looks up a value.
     *
     * @param figures the components of a part by their metrics
     */
    static <P extends StepPart> double value(Map<Metric, ToDoubleFunction<P>> figures, P part, Metric metric) {
        ToDoubleFunction<P> figure = figures.get(metric);
        return figure == null ? Double.NaN : figure.applyAsDouble(part);
    }
}
