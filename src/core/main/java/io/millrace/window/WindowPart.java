package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.PolicySteps;

/**
 * A part of a window: a record of the channels of metrics and trends. The parts of a window are added.
 *
 * @param key the window
 * @param part number of the checkpoint of the writer that published it, counted from 0 within the run; a window has at most one part
 *     with a number
 * @param closed whether the data in it is late, or was complete when the part was written
 * @param time the latest event time in the part, in epoch milliseconds
 * @param policy weights that sampled the responses in the part
 * @param statistics the aggregates; owned by this value
 */
public record WindowPart(
        WindowKey key, long part, boolean closed, long time, PolicySteps policy, WindowStatistics statistics) {
    public WindowPart {
        requireNonNull(key, "key");
        requireNonNull(policy, "policy");
        requireNonNull(statistics, "statistics");
        Require.that(part >= 0, "window: part must be >= 0, was %d", part);
        Require.that(time >= 0, "window: time must be >= 0, was %d", time);
    }
}
