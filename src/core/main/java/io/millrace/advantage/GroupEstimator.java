package io.millrace.advantage;

import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * An estimator whose baseline and scale come from the group alone.
 *
 * <p>With token credit, the baseline of position t is over all responses of the group: a response that has ended earns nothing more
 * and counts with {@code G_t = 0}. Continuing is thus compared with having stopped, and the last tokens of the longest response
 * keep a signal; with a mean over only the responses that reach t, they would be compared with themselves. Any function of t is a
 * valid baseline. The scale is one number per group, so that a token with little influence on the return has a small advantage.
 *
 * <p>A group of one has no comparison: its baseline is 0 and its scale is 1.
 */
final class GroupEstimator implements AdvantageEstimator {
    private final Returns credit;
    private final UnaryOperator<double[]> centre;
    private final ToDoubleFunction<List<double[]>> scale;

    /**
     * @param credit credit of a token
     * @param centre subtracts the baselines from the returns of one position; at least two returns
     * @param scale computes the divisor of the centred returns from those of every position
     */
    GroupEstimator(Returns credit, UnaryOperator<double[]> centre, ToDoubleFunction<List<double[]>> scale) {
        this.credit = credit;
        this.centre = centre;
        this.scale = scale;
    }

    @Override
    public List<List<float[]>> estimate(List<List<GradedResponse>> groups) {
        return groups.stream().map(this::estimateGroup).toList();
    }

    private List<float[]> estimateGroup(List<GradedResponse> group) {
        double[][] returns = group.stream().map(credit::of).toArray(double[][]::new);
        List<double[]> positions = centre(returns);
        double divisor = positions.isEmpty() ? 1 : scale.applyAsDouble(positions);
        List<float[]> advantages = new ArrayList<>(returns.length);
        for (int i = 0; i < returns.length; i++) {
            double[] own = new double[returns[i].length];
            for (int t = 0; t < own.length; t++) {
                own[t] = positions.get(t)[i] / divisor;
            }
            advantages.add(Returns.spread(own, group.get(i).response().size()));
        }
        return advantages;
    }

    private List<double[]> centre(double[][] returns) {
        int longest = 0;
        for (double[] own : returns) {
            longest = Math.max(longest, own.length);
        }
        List<double[]> positions = new ArrayList<>(longest);
        for (int t = 0; t < longest; t++) {
            double[] column = new double[returns.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = t < returns[i].length ? returns[i][t] : 0;
            }
            positions.add(column.length == 1 ? column : centre.apply(column));
        }
        return positions;
    }
}
