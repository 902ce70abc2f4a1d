package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.metric.Figure;

/**
 * A figure declared by a method.
 *
 * @param of its source
 * @param key the name under which it is reported, unique among all figures
 * @param unit its unit; for a share, its range
 * @param meaning its meaning
 * @param bad values that indicate a problem
 */
public record MethodFigure(Of of, String key, String unit, String meaning, String bad) implements Figure {
    /** The source of a figure, which determines where it is shown. */
    public enum Of {
        /** Graded groups, by a {@link GroupFigure}: a gauge of the grading stage. */
        GROUPS,
        /** The batch of an optimizer step, by a {@code BatchReward}: a gauge of the learning stage, and in the step's figures. */
        STEPS
    }

    public MethodFigure {
        requireNonNull(of, "of");
        Require.that(!key.isBlank(), "figure: key must be given");
        requireNonNull(unit, "unit");
        requireNonNull(meaning, "meaning");
        requireNonNull(bad, "bad");
    }
}
