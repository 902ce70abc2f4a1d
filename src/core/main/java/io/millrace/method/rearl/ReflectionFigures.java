package io.millrace.method.rearl;

import io.millrace.method.MethodFigure;
import io.millrace.method.MethodFigure.Of;
import java.util.List;

/** Figures of the reflection reward. */
final class ReflectionFigures {
    static final MethodFigure DENSITY = new MethodFigure(
            Of.GROUPS,
            "reflection_density",
            "marks a thinking token",
            "recent mean over sampled responses that think",
            "runs to 0: the reward for reflection is too small");

    static final MethodFigure THRESHOLD = new MethodFigure(
            Of.GROUPS,
            "reflection_threshold",
            "thinking tokens a mark",
            "threshold of the reflection reward as it was measured; NaN where it is a number of the configuration",
            "changes: it must not in the course of a run");

    static final List<MethodFigure> ALL = List.of(DENSITY, THRESHOLD);

    private ReflectionFigures() {}
}
