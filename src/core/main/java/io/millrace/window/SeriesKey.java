package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.PolicySteps;

/**
 * A series of windows: responses of one source, task, mode and range of policy versions.
 *
 * @param source source of the prompts, or {@link #OTHER}
 * @param task task of the prompts, or {@link #OTHER}
 * @param mode {@code think} or {@code no-think}; {@link #NO_MODE} for figures of whole groups, and if modes are not determined
 * @param steps the optimizer steps whose weights are in the series; for responses, the step of the oldest weights that sampled it
 *     counts; {@link PolicySteps#NONE} if nothing was sampled
 */
public record SeriesKey(String source, String task, String mode, PolicySteps steps) implements Comparable<SeriesKey> {
    /** Stands for the sources or tasks beyond the maximum number of series. */
    public static final String OTHER = "other";

    /** The mode of figures that have none. */
    public static final String NO_MODE = "none";

    public SeriesKey {
        requireNonNull(source, "source");
        requireNonNull(task, "task");
        requireNonNull(mode, "mode");
        requireNonNull(steps, "steps");
        Require.that(!mode.isBlank(), "series: mode must not be blank");
    }

    @Override
    public int compareTo(SeriesKey other) {
        int order = source.compareTo(other.source);
        order = order != 0 ? order : task.compareTo(other.task);
        order = order != 0 ? order : mode.compareTo(other.mode);
        order = order != 0 ? order : Long.compare(steps.from(), other.steps.from());
        return order != 0 ? order : Long.compare(steps.to(), other.steps.to());
    }
}
