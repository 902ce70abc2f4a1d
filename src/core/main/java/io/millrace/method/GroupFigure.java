package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.metric.Metric;
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
 * @param metric that shows it
 * @param recent weight of the newest group, in (0, 1]; 1 shows the newest group alone
 * @param of the value of a group; empty if the group has none
 */
public record GroupFigure(Metric metric, double recent, Function<GradedGroup, OptionalDouble> of) {
    public GroupFigure {
        requireNonNull(metric, "metric");
        requireNonNull(of, "of");
        Require.that(recent > 0 && recent <= 1, "figure %s: recent must be in (0, 1], was %s", metric.key(), recent);
    }
}
