package io.millrace.window;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * One window of one series.
 *
 * @param start event time at which it starts, in epoch milliseconds, a multiple of its size
 * @param seconds its size
 * @param series its series
 */
public record WindowKey(long start, int seconds, SeriesKey series) implements Comparable<WindowKey> {
    public WindowKey {
        requireNonNull(series, "series");
        Require.that(seconds >= 1, "window: seconds must be >= 1, was %d", seconds);
        Require.that(
                start >= 0 && start % (1000L * seconds) == 0,
                "window: start must be a multiple of %d s, was %d ms",
                seconds,
                start);
    }

    /** The window of an event time. */
    public static WindowKey at(long time, int seconds, SeriesKey series) {
        return new WindowKey(time - time % (1000L * seconds), seconds, series);
    }

    /** The first event time after the window, in epoch milliseconds. */
    public long end() {
        return start + 1000L * seconds;
    }

    @Override
    public int compareTo(WindowKey other) {
        int order = Integer.compare(seconds, other.seconds);
        order = order != 0 ? order : Long.compare(start, other.start);
        return order != 0 ? order : series.compareTo(other.series);
    }
}
