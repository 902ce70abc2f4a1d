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
 * R3's structural entropy ranking reward (arXiv:2601.19620): in a group without a correct response, a response that explores in a
 * few places and is confident elsewhere earns more than one that is uncertain throughout.
 *
 * <pre>
 *   peak_i   = mean of the k_i largest H_t,  k_i = max(1, floor(p L_i))
 *   global_i = mean of all H_t
 *   i dominates j  iff  peak_i &gt; peak_j and global_i &lt; global_j
 *   S_i      = number of responses that i dominates
 *   R_i      = R_max (1 - k / (N - 1))       k = rank by descending S_i, from 0
 * </pre>
 *
 * <p>Ranks the N truncated responses (or, by option, all incorrect ones) that have entropies H_t. The others earn 0, and all earn 0
 * if a response is correct or N = 1. Range [0, R_max]; the mean over the N is R_max / 2.
 *
 * <p>Deviations: equal S_i get the mean of their ranks' rewards, so that the order of responses does not matter; N = 1, which the
 * paper leaves open, earns 0.
 */
public final class StructuralEntropyRanking implements GroupReward {
    /** Tolerance for rounding errors in {@code p L}. */
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
     * Spread of the dominance of a group's ranked responses.
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

    /** Indices in the group of the ranked responses; copies of a response are left out. */
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
                .mapToObj(i -> shape(group.get(i).response().sampledEntropies()))
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

    /** Mean of the values from an index on. */
    private static double mean(float[] values, int from) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += values[i];
        }
        return sum / (values.length - from);
    }
}
