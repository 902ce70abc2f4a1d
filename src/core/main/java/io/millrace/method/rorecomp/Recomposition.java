package io.millrace.method.rorecomp;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * RoRecomp's split of a group (arXiv:2509.25958): the cheap right responses and the dear wrong ones first, the others later.
 *
 * <pre>
 *   right ones by rising cost, wrong ones by falling cost, equal costs in the order of sampling
 *   priority  = the first ceil(alpha n+) of the n+ right ones, then the first ceil(alpha n-) of the n- wrong ones
 *   leftovers = all others, in the order of sampling
 * </pre>
 *
 * @param priority places in the group, right ones first, each list in its order
 * @param leftovers places in the group, rising; together with {@code priority} each place once
 */
public record Recomposition(List<Integer> priority, List<Integer> leftovers) {
    /** What {@code alpha n} may exceed a whole number by through rounding. */
    private static final double ROUNDING = 1e-9;

    public Recomposition {
        priority = List.copyOf(priority);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Splits a group.
     *
     * @param group its graded responses, replays too
     * @param alpha share of either list that has priority, in (0, 1]
     */
    public static Recomposition of(List<GradedResponse> group, Costs costs, double alpha) {
        Require.that(alpha > 0 && alpha <= 1, "recomposition: alpha must be in (0, 1], was %s", alpha);
        int[] cost = group.stream().mapToInt(r -> costs.of(r.response())).toArray();
        Comparator<Integer> rising = Comparator.comparingInt(i -> cost[i]);
        List<Integer> priority = new ArrayList<>(first(places(group, true), rising, alpha));
        priority.addAll(first(places(group, false), rising.reversed(), alpha));
        List<Integer> leftovers = IntStream.range(0, group.size())
                .boxed()
                .filter(place -> !priority.contains(place))
                .toList();
        return new Recomposition(priority, leftovers);
    }

    private static List<Integer> places(List<GradedResponse> group, boolean correct) {
        return IntStream.range(0, group.size())
                .filter(i -> group.get(i).correct() == correct)
                .boxed()
                .toList();
    }

    private static List<Integer> first(List<Integer> places, Comparator<Integer> order, double alpha) {
        int taken = (int) Math.ceil(alpha * places.size() - ROUNDING);
        return places.stream().sorted(order).limit(taken).toList();
    }
}
