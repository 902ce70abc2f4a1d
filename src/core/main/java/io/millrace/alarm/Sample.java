package io.millrace.alarm;

import io.millrace.window.Count;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Statistics of consecutively graded responses, as published. Mutable while it is filled; not thread-safe. */
public final class Sample {
    private final WindowStatistics all = new WindowStatistics(0);
    private final TreeMap<String, WindowStatistics> sources = new TreeMap<>();
    private final TreeMap<String, WindowStatistics> modes = new TreeMap<>();
    private long time;

    /** Adds a part. */
    void add(WindowPart part) {
        SeriesKey series = part.key().series();
        all.add(part.statistics());
        sources.computeIfAbsent(series.source(), source -> new WindowStatistics(0))
                .add(part.statistics());
        modes.computeIfAbsent(series.mode(), mode -> new WindowStatistics(0)).add(part.statistics());
        time = Math.max(time, part.time());
    }

    /** All responses. */
    public WindowStatistics all() {
        return all;
    }

    /** Responses by source of their prompts. */
    public SortedMap<String, WindowStatistics> sources() {
        return Collections.unmodifiableSortedMap(sources);
    }

    /** Responses of a mode; empty if there are none. */
    public WindowStatistics mode(String mode) {
        return modes.getOrDefault(mode, new WindowStatistics(0));
    }

    /** Number of own responses, graded or not. */
    public long responses() {
        return all.count(Count.RESPONSES) + all.ungradedResponses();
    }

    /** Share of the graded responses that were truncated; NaN without any. */
    public double truncated() {
        return (double) all.count(Count.TRUNCATED) / all.count(Count.RESPONSES);
    }

    /** Mean of a value of {@link WindowStatistics}; NaN without any. */
    public double mean(String value) {
        return all.moments(value).mean();
    }

    /** The latest event time, in epoch milliseconds; 0 if empty. */
    public long time() {
        return time;
    }
}
