package io.millrace.window;

import io.millrace.check.Require;
import java.util.Arrays;

/**
 * Counts of values in bins of equal width, which is a power of two. Mutable; not thread-safe.
 *
 * <pre>
 *   bin i at scale k counts the values v with i 2^k &lt;= v &lt; (i + 1) 2^k
 * </pre>
 *
 * <p>At most {@value #MAX_BINS} adjacent bins are kept: if a value lies outside them, pairs of bins are merged until the bins
 * cover it. The scale is the smallest at which the bins cover both the smallest and the largest value, so neither the scale nor the
 * counts depend on the order in which values and histograms are added. Values below -2^20 are counted only in {@link #below},
 * values of 2^20 or more only in {@link #above}.
 */
public final class BinHistogram {
    /** Maximum number of adjacent bins. */
    public static final int MAX_BINS = 128;

    /** The smallest scale: bins are at least 2^-10 wide. */
    public static final int MIN_SCALE = -10;

    /** Values below -LIMIT, and values of LIMIT or more, have no bin. */
    public static final double LIMIT = 0x1p20;

    /** At this scale, {@value #MAX_BINS} bins cover all values within the limit. */
    private static final int MAX_SCALE = 14;

    private int scale = MIN_SCALE;
    private int first;
    private long[] counts = {};
    private long below;
    private long above;

    /** Creates an empty histogram. */
    public BinHistogram() {}

    /**
     * Restores a histogram.
     *
     * @param scale k, in {@value #MIN_SCALE}..14
     * @param first index of the first bin
     * @param counts number of values in each of the adjacent bins, at most {@value #MAX_BINS}; neither the first nor the last is 0
     * @param below number of values below -2^20
     * @param above number of values of 2^20 or more
     */
    public BinHistogram(int scale, int first, long[] counts, long below, long above) {
        Require.that(
                scale >= MIN_SCALE && scale <= MAX_SCALE,
                "histogram: scale must be in %d..%d, was %d",
                MIN_SCALE,
                MAX_SCALE,
                scale);
        Require.that(counts.length <= MAX_BINS, "histogram: bins must be at most %d, were %d", MAX_BINS, counts.length);
        Require.that(
                counts.length == 0 || counts[0] > 0 && counts[counts.length - 1] > 0,
                "histogram: the first and last bin must not be empty, were %s",
                Arrays.toString(counts));
        Require.that(
                Math.min(below, above) >= 0 && Arrays.stream(counts).allMatch(n -> n >= 0),
                "histogram: counts must be >= 0");
        this.scale = scale;
        this.first = first;
        this.counts = counts.clone();
        this.below = below;
        this.above = above;
    }

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    public void add(double value) {
        Require.that(!Double.isNaN(value), "histogram: values must be numbers, was NaN");
        if (value < -LIMIT) {
            below++;
        } else if (value >= LIMIT) {
            above++;
        } else {
            int lowest = (int) Math.floor(Math.scalb(value, -MIN_SCALE));
            int bin = lowest >> scale - MIN_SCALE;
            if (counts.length > 0 && bin >= first && bin < first + counts.length) {
                counts[bin - first]++; // the common case
                return;
            }
            int wanted = scale;
            while (!fits(lowest >> wanted - MIN_SCALE, wanted)) {
                wanted++;
            }
            coarsen(wanted);
            bin = lowest >> scale - MIN_SCALE;
            cover(bin, bin);
            counts[bin - first]++;
        }
    }

    /** Adds the counts of another histogram, which is not modified. */
    public void add(BinHistogram other) {
        below += other.below;
        above += other.above;
        if (other.counts.length == 0) {
            return;
        }
        BinHistogram more = other.copy();
        int wanted = Math.max(scale, more.scale);
        while (span(more, wanted) > MAX_BINS) {
            wanted++;
        }
        coarsen(wanted);
        more.coarsen(wanted);
        cover(more.first, more.last());
        for (int i = 0; i < more.counts.length; i++) {
            counts[more.first - first + i] += more.counts[i];
        }
    }

    /** Whether {@value #MAX_BINS} bins at the given scale can cover both the given bin and the present ones. */
    private boolean fits(int bin, int at) {
        if (counts.length == 0) {
            return true;
        }
        int from = Math.min(bin, first >> at - scale);
        int to = Math.max(bin, last() >> at - scale);
        return to - from < MAX_BINS;
    }

    private int span(BinHistogram more, int at) {
        int from = more.first >> at - more.scale;
        int to = more.last() >> at - more.scale;
        return counts.length == 0
                ? to - from + 1
                : Math.max(to, last() >> at - scale) - Math.min(from, first >> at - scale) + 1;
    }

    private int last() {
        return first + counts.length - 1;
    }

    /** Merges pairs of bins until the scale is reached. */
    private void coarsen(int wanted) {
        int shift = wanted - scale;
        scale = wanted;
        if (shift == 0 || counts.length == 0) {
            return;
        }
        int from = first >> shift;
        long[] merged = new long[(last() >> shift) - from + 1];
        for (int i = 0; i < counts.length; i++) {
            merged[(first + i >> shift) - from] += counts[i];
        }
        first = from;
        counts = merged;
    }

    /** Makes room for the bins of a range. */
    private void cover(int from, int to) {
        if (counts.length == 0) {
            first = from;
            counts = new long[to - from + 1];
            return;
        }
        int start = Math.min(first, from);
        int end = Math.max(last(), to);
        if (start < first || end > last()) {
            long[] wider = new long[end - start + 1];
            System.arraycopy(counts, 0, wider, first - start, counts.length);
            first = start;
            counts = wider;
        }
    }

    /** Number of values, including those without a bin. */
    public long count() {
        return below + above + Arrays.stream(counts).sum();
    }

    /** The scale k: bins are 2^k wide. */
    public int scale() {
        return scale;
    }

    /** Index of the first bin; 0 if there are none. */
    public int first() {
        return first;
    }

    /** A copy of the counts of the adjacent bins, starting with the first. */
    public long[] counts() {
        return counts.clone();
    }

    /** Number of values below -2^20. */
    public long below() {
        return below;
    }

    /** Number of values of 2^20 or more. */
    public long above() {
        return above;
    }

    /** Width of a bin. */
    public double width() {
        return Math.scalb(1.0, scale);
    }

    /** Lower edge of a bin. */
    public double edge(int bin) {
        return Math.scalb((double) bin, scale);
    }

    /** Index of a value's bin at this histogram's scale; the value must be within the limit. */
    public int bin(double value) {
        return (int) Math.floor(Math.scalb(value, -MIN_SCALE)) >> scale - MIN_SCALE;
    }

    /** A copy of this histogram, coarsened to the given scale if its own is finer, for comparison with another histogram. */
    public BinHistogram atScale(int wanted) {
        BinHistogram coarse = copy();
        coarse.coarsen(Math.max(scale, wanted));
        return coarse;
    }

    /** An independent copy. */
    public BinHistogram copy() {
        return new BinHistogram(scale, first, counts, below, above);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinHistogram that
                && scale == that.scale
                && first == that.first
                && below == that.below
                && above == that.above
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * scale + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "2^%d bins from %d: %s, %d below, %d above"
                .formatted(scale, first, Arrays.toString(counts), below, above);
    }
}
