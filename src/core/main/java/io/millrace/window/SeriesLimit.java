package io.millrace.window;

import io.millrace.check.Require;
import io.millrace.model.PolicySteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bounds the number of series. The first pairs of source and task have series of their own; all further pairs share one. Optimizer
 * steps are grouped into ranges, whose width doubles whenever more than {@value #MAX_RANGES} of them occur within 10 minutes, so each
 * wider range is a union of narrower ones. Mutable; not thread-safe.
 */
final class SeriesLimit {
    /** Maximum number of ranges of steps in 10 minutes of event time. */
    static final int MAX_RANGES = 8;

    private static final long SPAN = 600_000;

    private final int most;
    private final List<Pair> pairs;
    private long width;

    /** First steps of the ranges that have occurred, by the start of their 10-minute interval; only the newest two are kept. */
    private final TreeMap<Long, TreeSet<Long>> ranges = new TreeMap<>();

    /** Source and task of prompts. */
    record Pair(String source, String task) {}

    /**
     * @param most maximum number of pairs of source and task
     * @param pairs pairs that already have series of their own
     * @param width width of the ranges, in optimizer steps, at least 1
     * @param ranges first steps of the ranges that have occurred, as {@link #ranges} returns them
     */
    SeriesLimit(int most, List<Pair> pairs, long width, Map<Long, List<Long>> ranges) {
        Require.that(most >= 1, "windows: sources must be >= 1, was %d", most);
        Require.that(width >= 1, "windows: width must be >= 1, was %d", width);
        this.most = most;
        this.pairs = new ArrayList<>(pairs);
        this.width = width;
        ranges.forEach((start, steps) -> this.ranges.put(start, new TreeSet<>(steps)));
    }

    /** The series of a response, or of a group. */
    SeriesKey series(Observation observed, String mode, PolicySteps step) {
        Pair pair = new Pair(observed.source(), observed.task());
        boolean own = pairs.contains(pair);
        if (!own && pairs.size() < most) {
            pairs.add(pair);
            own = true;
        }
        return new SeriesKey(
                own ? pair.source() : SeriesKey.OTHER,
                own ? pair.task() : SeriesKey.OTHER,
                mode,
                step.known() ? range(step.from(), observed.time()) : PolicySteps.NONE);
    }

    private PolicySteps range(long step, long time) {
        TreeSet<Long> seen = ranges.computeIfAbsent(time - time % SPAN, start -> new TreeSet<>());
        if (ranges.size() > 2) {
            ranges.pollFirstEntry();
        }
        seen.add(step - step % width);
        while (seen.size() > MAX_RANGES) {
            width *= 2;
            List<Long> narrow = List.copyOf(seen);
            seen.clear();
            narrow.forEach(first -> seen.add(first - first % width));
        }
        long first = step - step % width;
        return new PolicySteps(first, first + width - 1);
    }

    List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    long width() {
        return width;
    }

    /** First steps of the ranges that have occurred, by the start of their 10-minute interval. */
    Map<Long, List<Long>> ranges() {
        Map<Long, List<Long>> copy = new TreeMap<>();
        ranges.forEach((start, steps) -> copy.put(start, List.copyOf(steps)));
        return copy;
    }
}
