package io.millrace.learner;

import io.millrace.metric.Figure;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A part of a {@link StepRecord}: values of several figures. */
sealed interface StepPart
        permits StepRecord.Position, StepRecord.Batch, StepGroups, StepTraining, StepRecord.Curriculum {
    /** Its figures, in the order in which they are written. */
    Set<Figure> figures();

    /** The value of a figure; NaN if it is unknown or not in this part. */
    double value(Figure figure);

    /**
     * Looks up a value.
     *
     * @param components the components of a part by their figures
     */
    static <P extends StepPart> double value(Map<Figure, ToDoubleFunction<P>> components, P part, Figure figure) {
        ToDoubleFunction<P> component = components.get(figure);
        return component == null ? Double.NaN : component.applyAsDouble(part);
    }
}
