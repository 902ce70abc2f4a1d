package io.millrace.track;

import io.millrace.window.WindowStatistics;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The distributions of a window as histograms by name: {@code distribution/reward} and its components, length, entropy and staleness.
 * If there are several sources, each also has its own histograms, such as {@code distribution/reward/SOURCE}.
 */
public final class Distributions {
    private static final String PREFIX = "distribution/";

    private Distributions() {}

    /**
     * The histograms of all quantities that have values.
     *
     * @param sources statistics by source; not modified
     */
    public static SortedMap<String, Histogram> of(Map<String, WindowStatistics> sources) {
        SortedMap<String, Histogram> histograms = new TreeMap<>();
        WindowStatistics all = new WindowStatistics(0);
        sources.forEach((source, statistics) -> {
            all.add(statistics);
            if (sources.size() > 1) {
                add(statistics, "/" + source, histograms);
            }
        });
        add(all, "", histograms);
        return histograms;
    }

    /** Adds histograms last: the reward also has a sketch, which its exact histogram replaces. */
    private static void add(WindowStatistics statistics, String suffix, SortedMap<String, Histogram> histograms) {
        for (String name : statistics.sketches()) {
            histograms.put(PREFIX + name + suffix, Histogram.of(statistics.sketch(name), statistics.moments(name)));
        }
        for (String name : statistics.histograms()) {
            histograms.put(PREFIX + name + suffix, Histogram.of(statistics.histogram(name), statistics.moments(name)));
        }
    }
}
