package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.window.SeriesKey;

/**
 * Which responses to summarise, and how to divide them.
 *
 * @param value the reward, a component {@code reward.NAME}, the length, the entropy or the staleness
 * @param bySteps whether to divide them by the optimizer steps of the weights that sampled them, instead of by time
 * @param source source of the prompts; empty for all
 * @param task task of the prompts; empty for all
 * @param mode mode of the responses; empty for all
 * @param firstStep first optimizer step of the weights
 * @param lastStep last optimizer step of the weights
 * @param most maximum number of slices, at least 1
 */
public record SliceQuery(
        String value,
        boolean bySteps,
        String source,
        String task,
        String mode,
        long firstStep,
        long lastStep,
        int most) {
    public SliceQuery {
        requireNonNull(value, "value");
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(mode, "mode");
        Require.that(most >= 1, "slices: most must be >= 1, was %d", most);
    }

    /** Whether a series belongs to the query. A series whose steps are in part within the range does. */
    boolean matches(SeriesKey series) {
        return (source.isEmpty() || source.equals(series.source()))
                && (task.isEmpty() || task.equals(series.task()))
                && (mode.isEmpty() || mode.equals(series.mode()))
                && (!series.steps().known()
                        ? firstStep <= 0
                        : series.steps().to() >= firstStep && series.steps().from() <= lastStep);
    }
}
