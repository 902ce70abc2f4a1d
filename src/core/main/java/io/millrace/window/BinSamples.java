package io.millrace.window;

import io.millrace.check.Require;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A few responses for each bin of a histogram. Mutable; not thread-safe. */
final class BinSamples {
    private final int perBin;
    private int scale;
    private TreeMap<Integer, Reservoir> bins = new TreeMap<>();

    BinSamples(int perBin) {
        this(perBin, BinHistogram.MIN_SCALE);
    }

    private BinSamples(int perBin, int scale) {
        Require.that(perBin >= 0, "samples: perBin must be >= 0, was %d", perBin);
        this.perBin = perBin;
        this.scale = scale;
    }

    int perBin() {
        return perBin;
    }

    /**
     * Adds a response to a bin.
     *
     * @param histogram has counted the response
     */
    void add(BinHistogram histogram, double value, ResponseId id) {
        coarsen(histogram.scale());
        if (perBin > 0 && Math.abs(value) < BinHistogram.LIMIT) {
            reservoir(histogram.bin(value)).add(id);
        }
    }

    /** Restores the responses of a bin at the histogram's scale. */
    void restore(BinHistogram histogram, int bin, List<ResponseId> ids) {
        coarsen(histogram.scale());
        reservoir(bin).addAll(ids);
    }

    /**
     * Adds samples.
     *
     * @param histogram counts the responses of both
     */
    void add(BinSamples other, BinHistogram histogram) {
        coarsen(histogram.scale());
        int shift = scale - other.scale;
        other.bins.forEach((bin, reservoir) -> reservoir(bin >> shift).addAll(reservoir.ids()));
    }

    private Reservoir reservoir(int bin) {
        return bins.computeIfAbsent(bin, b -> new Reservoir(Math.max(1, perBin)));
    }

    private void coarsen(int wanted) {
        int shift = wanted - scale;
        if (shift > 0) {
            TreeMap<Integer, Reservoir> fine = bins;
            bins = new TreeMap<>();
            scale = wanted;
            fine.forEach((bin, reservoir) -> reservoir(bin >> shift).addAll(reservoir.ids()));
        }
    }

    /** Responses by bin, smallest hash first. */
    Map<Integer, List<ResponseId>> ids() {
        Map<Integer, List<ResponseId>> ids = new TreeMap<>();
        bins.forEach((bin, reservoir) -> ids.put(bin, reservoir.ids()));
        return ids;
    }

    BinSamples copy() {
        BinSamples copy = new BinSamples(perBin, scale);
        bins.forEach((bin, reservoir) -> copy.reservoir(bin).addAll(reservoir.ids()));
        return copy;
    }
}
