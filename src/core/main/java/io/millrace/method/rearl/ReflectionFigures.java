package io.millrace.method.rearl;

import io.millrace.method.MethodFigure;
import io.millrace.method.MethodFigure.Of;
import java.util.List;

/** Figures of the reflection reward. */
final class ReflectionFigures {
    static final MethodFigure DENSITY = new MethodFigure(
            Of.GROUPS,
            "reflection_density",
            "marks per thinking token",
            "recent mean over sampled responses that think",
            "approaches 0: the reward for reflection is too small");

    static final MethodFigure THRESHOLD = new MethodFigure(
            Of.GROUPS,
            "reflection_threshold",
            "thinking tokens per mark",
            "measured threshold of the reflection reward; NaN if the configuration gives a number",
            "changes: it must stay constant during a run");

    static final List<MethodFigure> ALL = List.of(DENSITY, THRESHOLD);

    private ReflectionFigures() {}
}
