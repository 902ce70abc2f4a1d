package io.millrace.alarm;

import io.millrace.window.BinHistogram;
import java.util.ArrayList;
import java.util.List;

/**
 * Population stability index between two histograms, less the value that it is expected to have without any drift.
 *
 * <pre>
 *   PSI = sum_b (p_b - q_b) ln(p_b / q_b) - (B - 1) (1/n + 1/m)
 * </pre>
 *
 * <p>p and q are the shares of the n and m values in B groups of adjacent bins, each with at least a tenth of the reference's
 * values, with half a value added to each group. Usual bounds: 0.1 for a small change, 0.25 for a large one.
 */
public final class Drift {
    private static final int GROUPS = 10;
    private static final double SMOOTHING = 0.5;

    private Drift() {}

    /** The index; NaN if one of the histograms is empty. */
    public static double psi(BinHistogram current, BinHistogram reference) {
        if (current.count() == 0 || reference.count() == 0) {
            return Double.NaN;
        }
        int scale = Math.max(current.scale(), reference.scale());
        BinHistogram p = current.atScale(scale);
        BinHistogram q = reference.atScale(scale);
        List<double[]> groups = groups(p, q);
        double n = p.count();
        double m = q.count();
        double sum = 0;
        for (double[] group : groups) {
            double share = (group[0] + SMOOTHING) / (n + SMOOTHING * groups.size());
            double was = (group[1] + SMOOTHING) / (m + SMOOTHING * groups.size());
            sum += (share - was) * Math.log(share / was);
        }
        return sum - (groups.size() - 1) * (1 / n + 1 / m);
    }

    /** Counts of both in groups of bins. */
    private static List<double[]> groups(BinHistogram p, BinHistogram q) {
        List<double[]> groups = new ArrayList<>();
        double[] group = {p.below(), q.below()};
        int first = Math.min(first(p), first(q));
        int last = Math.max(last(p), last(q));
        for (int bin = first; bin <= last; bin++) {
            group[0] += count(p, bin);
            group[1] += count(q, bin);
            if (group[1] >= (double) q.count() / GROUPS) {
                groups.add(group);
                group = new double[2];
            }
        }
        group[0] += p.above();
        group[1] += q.above();
        if (group[0] + group[1] > 0) {
            groups.add(group);
        }
        return groups;
    }

    private static int first(BinHistogram bins) {
        return bins.counts().length == 0 ? Integer.MAX_VALUE : bins.first();
    }

    private static int last(BinHistogram bins) {
        return bins.counts().length == 0 ? Integer.MIN_VALUE : bins.first() + bins.counts().length - 1;
    }

    private static long count(BinHistogram bins, int bin) {
        long[] counts = bins.counts();
        int index = bin - bins.first();
        return index >= 0 && index < counts.length ? counts[index] : 0;
    }
}
