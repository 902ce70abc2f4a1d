package io.millrace.jobs.view;

import io.millrace.window.BinHistogram;
import io.millrace.window.QuantileSketch;
import io.millrace.window.WindowStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts in bins of one width for several summaries. A value without a histogram is counted by its quantile sketch, whose values
 * are within 1 %.
 */
final class SliceBins {
    private static final int MOST_BINS = 64;

    private final List<TreeMap<Long, Long>> counts = new ArrayList<>();
    private int scale = BinHistogram.MIN_SCALE;

    SliceBins(String value, List<WindowStatistics> summaries) {
        List<BinHistogram> histograms =
                summaries.stream().map(one -> one.histogram(value)).toList();
        boolean binned = histograms.stream().anyMatch(one -> one.count() > 0);
        if (binned) {
            scale = histograms.stream().mapToInt(BinHistogram::scale).max().orElse(scale);
            histograms.forEach(one -> counts.add(of(one.atScale(scale))));
        } else {
            summaries.forEach(one -> counts.add(of(one.sketch(value))));
        }
        while (span() > MOST_BINS) {
            coarsen();
        }
    }

    private static TreeMap<Long, Long> of(BinHistogram histogram) {
        TreeMap<Long, Long> bins = new TreeMap<>();
        long[] all = histogram.counts();
        for (int i = 0; i < all.length; i++) {
            if (all[i] > 0) {
                bins.put((long) histogram.first() + i, all[i]);
            }
        }
        return bins;
    }

    private TreeMap<Long, Long> of(QuantileSketch sketch) {
        TreeMap<Long, Long> bins = new TreeMap<>();
        sketch.positive().forEach((bucket, n) -> bins.merge(bin(QuantileSketch.value(bucket)), n, Long::sum));
        sketch.negative().forEach((bucket, n) -> bins.merge(bin(-QuantileSketch.value(bucket)), n, Long::sum));
        if (sketch.zero() > 0) {
            bins.merge(0L, sketch.zero(), Long::sum);
        }
        return bins;
    }

    private long bin(double value) {
        return (long) Math.floor(Math.scalb(value, -scale));
    }

    private long span() {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (TreeMap<Long, Long> one : counts) {
            if (!one.isEmpty()) {
                low = Math.min(low, one.firstKey());
                high = Math.max(high, one.lastKey());
            }
        }
        return high < low ? 0 : high - low + 1;
    }

    /** Merges pairs of bins. */
    private void coarsen() {
        scale++;
        counts.replaceAll(one -> {
            TreeMap<Long, Long> merged = new TreeMap<>();
            one.forEach((bin, n) -> merged.merge(bin >> 1, n, Long::sum));
            return merged;
        });
    }

    /** Width of all bins. */
    double width() {
        return Math.scalb(1.0, scale);
    }

    /** Index of the first bin of a summary; 0 if it is empty. */
    long first(int summary) {
        TreeMap<Long, Long> bins = counts.get(summary);
        return bins.isEmpty() ? 0 : bins.firstKey();
    }

    /** The counts of a summary, from its first bin on. */
    List<Long> counts(int summary) {
        TreeMap<Long, Long> bins = counts.get(summary);
        List<Long> all = new ArrayList<>();
        if (!bins.isEmpty()) {
            for (long bin = bins.firstKey(); bin <= bins.lastKey(); bin++) {
                all.add(bins.getOrDefault(bin, 0L));
            }
        }
        return all;
    }
}
