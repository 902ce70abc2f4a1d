package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.metric.Figure;
import io.millrace.model.GradedGroup;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A figure of graded groups that is shown as a gauge of the grading stage.
 *
 * <pre>
 *   shown = value                        of the first group
 *   shown = shown + recent (value - shown)   of each later one
 * </pre>
 *
 * @param figure the figure whose value this is
 * @param recent weight of the newest group, in (0, 1]; 1 shows the newest group alone
 * @param of computes the value of a group; empty if the group has none
 */
public record GroupFigure(Figure figure, double recent, Function<GradedGroup, OptionalDouble> of) {
    public GroupFigure {
        requireNonNull(figure, "figure");
        requireNonNull(of, "of");
        Require.that(recent > 0 && recent <= 1, "figure %s: recent must be in (0, 1], was %s", figure.key(), recent);
    }
}
