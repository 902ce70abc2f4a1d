package io.millrace.window;

import io.millrace.check.Require;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The windows of a run as a reader sees them: the sums of their parts. Keeps the newest windows of each size only. Mutable; not
 * thread-safe.
 */
public final class WindowFold {
    private final int most;
    private final TreeMap<Integer, TreeMap<Long, TreeMap<SeriesKey, WindowStatistics>>> windows = new TreeMap<>();

    /**
     * @param most maximum number of starts of windows kept for each size, at least 1
     */
    public WindowFold(int most) {
        Require.that(most >= 1, "windows: most must be >= 1, was %d", most);
        this.most = most;
    }

    /** Adds a part. A part of a window older than those kept is dropped. */
    public void add(WindowPart part) {
        WindowKey key = part.key();
        TreeMap<Long, TreeMap<SeriesKey, WindowStatistics>> ofSize =
                windows.computeIfAbsent(key.seconds(), seconds -> new TreeMap<>());
        ofSize.computeIfAbsent(key.start(), start -> new TreeMap<>())
                .computeIfAbsent(
                        key.series(),
                        series -> new WindowStatistics(part.statistics().perBin()))
                .add(part.statistics());
        if (ofSize.size() > most) {
            ofSize.pollFirstEntry();
        }
    }

    /** The sizes of the windows, in seconds, smallest first. */
    public List<Integer> sizes() {
        return List.copyOf(windows.keySet());
    }

    /**
     * The windows of a size: by start and series. The values are this object's own and change when parts are added; they must not
     * be written to.
     */
    public NavigableMap<Long, TreeMap<SeriesKey, WindowStatistics>> windows(int seconds) {
        return windows.getOrDefault(seconds, new TreeMap<>());
    }

    /** The windows of some series, one after the other, as one: a new object. */
    public WindowStatistics sum(int seconds, long from, long to, Predicate<SeriesKey> wanted) {
        WindowStatistics sum = null;
        for (Map<SeriesKey, WindowStatistics> window :
                windows(seconds).subMap(from, true, to, false).values()) {
            for (Map.Entry<SeriesKey, WindowStatistics> one : window.entrySet()) {
                if (wanted.test(one.getKey())) {
                    sum = sum == null ? new WindowStatistics(one.getValue().perBin()) : sum;
                    sum.add(one.getValue());
                }
            }
        }
        return sum == null ? new WindowStatistics(0) : sum;
    }
}
