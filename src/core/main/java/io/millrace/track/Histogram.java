package io.millrace.track;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.window.BinHistogram;
import io.millrace.window.Moments;
import io.millrace.window.QuantileSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A distribution as trackers take it: counts of adjacent buckets of any width.
 *
 * @param min lower limit of the first bucket
 * @param moments number, sum and sum of squares of the values
 * @param buckets by their upper limits, in ascending order; at least one
 */
public record Histogram(double min, Moments moments, List<Bucket> buckets) {
    /** Buckets of a sketch are merged until there are at most this many. */
    private static final int MAX_BUCKETS = 128;

    /**
     * Values between the limit of the bucket before it and its own.
     *
     * @param limit upper limit
     * @param count number of values
     */
    public record Bucket(double limit, long count) {}

    /** A range of values. */
    private record Range(double low, double high, long count) {}

    public Histogram {
        requireNonNull(moments, "moments");
        buckets = List.copyOf(buckets);
        Require.that(!buckets.isEmpty(), "histogram: must have a bucket");
    }

    /** Upper limit of the last bucket. */
    public double max() {
        return buckets.get(buckets.size() - 1).limit();
    }

    /** The bins of a histogram that is not empty. */
    static Histogram of(BinHistogram bins, Moments moments) {
        List<Range> ranges = new ArrayList<>();
        if (bins.below() > 0) {
            ranges.add(new Range(-2 * BinHistogram.LIMIT, -BinHistogram.LIMIT, bins.below()));
        }
        long[] counts = bins.counts();
        for (int i = 0; i < counts.length; i++) {
            ranges.add(new Range(bins.edge(bins.first() + i), bins.edge(bins.first() + i + 1), counts[i]));
        }
        if (bins.above() > 0) {
            ranges.add(new Range(BinHistogram.LIMIT, 2 * BinHistogram.LIMIT, bins.above()));
        }
        return of(ranges, moments);
    }

    /** The buckets of a sketch that is not empty. */
    static Histogram of(QuantileSketch sketch, Moments moments) {
        List<Range> ranges = new ArrayList<>();
        for (Map.Entry<Integer, Long> bucket :
                new TreeMap<>(sketch.negative()).descendingMap().entrySet()) {
            ranges.add(new Range(
                    -QuantileSketch.upper(bucket.getKey()),
                    -QuantileSketch.upper(bucket.getKey() - 1),
                    bucket.getValue()));
        }
        if (sketch.zero() > 0) {
            ranges.add(new Range(-QuantileSketch.SMALLEST, QuantileSketch.SMALLEST, sketch.zero()));
        }
        sketch.positive()
                .forEach((bucket, count) ->
                        ranges.add(new Range(QuantileSketch.upper(bucket - 1), QuantileSketch.upper(bucket), count)));
        return of(merged(ranges), moments);
    }

    /** Joins neighbours, as many at a time as necessary. */
    private static List<Range> merged(List<Range> ranges) {
        int together = (ranges.size() + MAX_BUCKETS / 2 - 1) / (MAX_BUCKETS / 2);
        List<Range> merged = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i += together) {
            List<Range> some = ranges.subList(i, Math.min(ranges.size(), i + together));
            merged.add(new Range(
                    some.get(0).low(),
                    some.get(some.size() - 1).high(),
                    some.stream().mapToLong(Range::count).sum()));
        }
        return merged;
    }

    /** Gaps become empty buckets. */
    private static Histogram of(List<Range> ranges, Moments moments) {
        Require.that(!ranges.isEmpty(), "histogram: must have values");
        List<Bucket> buckets = new ArrayList<>();
        double end = ranges.get(0).low();
        for (Range range : ranges) {
            if (range.low() > end) {
                buckets.add(new Bucket(range.low(), 0));
            }
            buckets.add(new Bucket(range.high(), range.count()));
            end = range.high();
        }
        return new Histogram(ranges.get(0).low(), moments, buckets);
    }
}
