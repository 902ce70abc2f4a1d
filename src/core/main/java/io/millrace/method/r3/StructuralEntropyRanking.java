package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.reward.GroupReward;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * R3's structural entropy ranking reward (arXiv:2601.19620): in a group that is all wrong, a response that explores in few places
 * and is sure of itself elsewhere earns more than one that wavers throughout.
 *
 * <pre>
 *   peak_i   = mean of the k_i largest H_t,  k_i = max(1, floor(p L_i))
 *   global_i = mean of all H_t
 *   i dominates j  iff  peak_i &gt; peak_j and global_i &lt; global_j
 *   S_i      = number of responses that i dominates
 *   R_i      = R_max (1 - k / (N - 1))       k = rank by falling S_i, from 0
 * </pre>
 *
 * <p>Over the N truncated responses that have entropies H_t, or all wrong ones that do; the others earn 0, and so do all if one
 * response is right or N = 1. Range [0, R_max], and the mean over the N is R_max / 2.
 *
 * <p>Deviations: equal S_i get the mean of their ranks' rewards, so that order decides nothing; N = 1, which the paper leaves
 * open, earns 0.
 */
public final class StructuralEntropyRanking implements GroupReward {
    /** What {@code p L} may miss of a whole number by rounding. */
    private static final double ROUNDING = 1e-9;

    private record Shape(double peak, double global) {
        boolean dominates(Shape other) {
            return peak > other.peak && global < other.global;
        }
    }

    private final RankingConfig config;

    public StructuralEntropyRanking(RankingConfig config) {
        this.config = requireNonNull(config, "config");
    }

    @Override
    public String name() {
        return "r3.ranking";
    }

    @Override
    public double[] score(List<GradedResponse> group) {
        double[] rewards = new double[group.size()];
        int[] ranked = ranked(group);
        if (ranked.length < 2) {
            return rewards;
        }
        int[] dominance = dominance(group, ranked);
        for (int i = 0; i < ranked.length; i++) {
            int own = dominance[i];
            long ahead = Arrays.stream(dominance).filter(s -> s > own).count();
            long equal = Arrays.stream(dominance).filter(s -> s == own).count();
            double rank = ahead + (equal - 1) / 2.0;
            rewards[ranked[i]] = config.maxReward() * (1 - rank / (ranked.length - 1));
        }
        return rewards;
    }

    /**
     * How far the dominance of a group's ranked responses is apart.
     *
     * <pre>
     *   (max_i S_i - min_i S_i) / (N - 1)
     * </pre>
     */
    OptionalDouble spread(List<GradedResponse> group) {
        int[] ranked = ranked(group);
        if (ranked.length < 2) {
            return OptionalDouble.empty();
        }
        var scores = Arrays.stream(dominance(group, ranked)).summaryStatistics();
        return OptionalDouble.of((double) (scores.getMax() - scores.getMin()) / (ranked.length - 1));
    }

    /** Places in the group of those that are ranked: a copy of a response is not one more. */
    private int[] ranked(List<GradedResponse> group) {
        if (group.stream().anyMatch(GradedResponse::correct)) {
            return new int[0];
        }
        return IntStream.range(0, group.size())
                .filter(i -> group.get(i).response().origin() != Origin.COPIED)
                .filter(i -> config.failed() || group.get(i).response().finish() == FinishReason.LENGTH)
                .filter(i -> group.get(i).response().entropies().values().length > 0)
                .toArray();
    }

    private int[] dominance(List<GradedResponse> group, int... ranked) {
        List<Shape> shapes = Arrays.stream(ranked)
                .mapToObj(i -> shape(group.get(i).response().entropies().values()))
                .toList();
        return shapes.stream()
                .mapToInt(own -> (int) shapes.stream().filter(own::dominates).count())
                .toArray();
    }

    private Shape shape(float... entropies) {
        float[] rising = entropies.clone();
        Arrays.sort(rising);
        int peaks = Math.max(1, (int) Math.floor(config.peakShare() * rising.length + ROUNDING));
        return new Shape(mean(rising, rising.length - peaks), mean(rising, 0));
    }

    /** Of the values from an index on. */
    private static double mean(float[] values, int from) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += values[i];
        }
        return sum / (values.length - from);
    }
}
