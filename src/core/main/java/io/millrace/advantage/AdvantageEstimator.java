package io.millrace.advantage;

import io.millrace.model.GradedResponse;
import java.util.List;

/**
 * Estimates how much better each token of each response is than the policy's average.
 *
 * <p>Works on the groups of one minibatch at once, because some estimators normalise over all of them.
 */
@FunctionalInterface
public interface AdvantageEstimator {
    /**
     * Advantages by group, response and response token, in the order of the input.
     *
     * @param groups the graded responses of each group; ungraded ones must have been removed, as they carry no information about
     *     the policy
     * @return {@code result.get(g).get(i)[t]} is the advantage of token t of response i of group g
     * @throws IllegalArgumentException if a response is ungraded, its reward is not finite, or credit is by token and it has no
     *     reward for each of its tokens
     */
    List<List<float[]>> estimate(List<List<GradedResponse>> groups);
}
