package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageEstimator;
import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * REA-RL's rule for groups without a correct response (arXiv:2505.19862): they contribute nothing to learning.
 *
 * <pre>
 *   A_i,t = 0   for all i, t of a group without a correct response; otherwise as estimated
 * </pre>
 *
 * <p>A correct replay counts as a correct response of its group. A decorator: the estimator sees all groups.
 */
public final class AllIncorrectMask implements AdvantageEstimator {
    private final AdvantageEstimator estimator;

    public AllIncorrectMask(AdvantageEstimator estimator) {
        this.estimator = requireNonNull(estimator, "estimator");
    }

    @Override
    public List<List<float[]>> estimate(List<List<GradedResponse>> groups) {
        List<List<float[]>> estimated = estimator.estimate(groups);
        List<List<float[]>> all = new ArrayList<>(groups.size());
        for (int g = 0; g < groups.size(); g++) {
            boolean noneCorrect = groups.get(g).stream().noneMatch(GradedResponse::correct);
            all.add(noneCorrect ? zeros(groups.get(g)) : estimated.get(g));
        }
        return all;
    }

    private static List<float[]> zeros(List<GradedResponse> group) {
        return group.stream().map(r -> new float[r.response().size()]).toList();
    }
}
