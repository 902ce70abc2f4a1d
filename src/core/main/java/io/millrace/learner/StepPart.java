package io.millrace.learner;

import io.millrace.metric.Metric;
import java.util.List;

/** A part of a {@link StepRecord}: a value for each of some metrics. */
sealed interface StepPart
        permits StepRecord.Position, StepRecord.Batch, StepGroups, StepTraining, StepRecord.Curriculum {
    /** Its metrics, in the order in which they are written. */
    List<Metric> metrics();

    /** The value of a metric; NaN if it is not known or not of this part. */
    double value(Metric metric);
}
