package io.millrace.method.rorecomp;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * RoRecomp's split of a group (arXiv:2509.25958): shortest correct and longest incorrect responses first, the others later.
 *
 * <pre>
 *   correct ones by rising cost, incorrect ones by falling cost, equal costs in the order of sampling
 *   priority  = the first ceil(alpha n+) of the n+ correct ones, then the first ceil(alpha n-) of the n- incorrect ones
 *   leftovers = all others, in the order of sampling
 * </pre>
 *
 * @param priority indices in the group, correct responses first, each list in its order
 * @param leftovers indices in the group, ascending; every index occurs once in either list
 */
public record Recomposition(List<Integer> priority, List<Integer> leftovers) {
    /** Tolerance for rounding errors in {@code alpha n}. */
    private static final double ROUNDING = 1e-9;

    public Recomposition {
        priority = List.copyOf(priority);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Splits a group.
     *
     * @param group its graded responses, replays included
     * @param alpha share of each list that has priority, in (0, 1]
     */
    public static Recomposition of(List<GradedResponse> group, Costs costs, double alpha) {
        Require.that(alpha > 0 && alpha <= 1, "recomposition: alpha must be in (0, 1], was %s", alpha);
        long[] cost = group.stream().mapToLong(r -> costs.of(r.response())).toArray();
        Comparator<Integer> rising = Comparator.comparingLong(i -> cost[i]);
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
