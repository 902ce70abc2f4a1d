package io.millrace.advantage;

import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * REINFORCE++ (arXiv:2501.03262): returns normalised over the whole minibatch, regardless of groups.
 *
 * <pre>
 *   A = (G - mean(G)) / (std(G) + eps)      over all returns G of the minibatch
 * </pre>
 *
 * <p>With credit by response the returns are the rewards, one per response; with credit by token there is one per token, and long
 * responses weigh more in the mean. std is the unbiased one; range {@code |A| <= (n-1)/sqrt(n)} with n returns. A minibatch of a
 * single return: {@code A = R / (1 + eps)}.
 *
 * <p>Deviation: the KL penalty, part of the reward in the paper, is part of the loss here.
 */
public record ReinforcePlusPlus() implements EstimatorType {
    @Override
    public AdvantageEstimator create(AdvantageConfig config) {
        Returns returns = config.returns();
        return groups -> estimate(groups, returns, config.epsilon());
    }

    @Override
    public boolean comparesAcrossGroups() {
        return true;
    }

    private static List<List<float[]>> estimate(List<List<GradedResponse>> groups, Returns returns, double epsilon) {
        List<double[]> earned =
                groups.stream().flatMap(List::stream).map(returns::of).toList();
        double[] normalised =
                normalise(earned.stream().flatMapToDouble(Arrays::stream).toArray(), epsilon);
        List<List<float[]>> advantages = new ArrayList<>(groups.size());
        int next = 0;
        int response = 0;
        for (List<GradedResponse> group : groups) {
            List<float[]> ofGroup = new ArrayList<>(group.size());
            for (GradedResponse graded : group) {
                double[] own = new double[earned.get(response++).length];
                System.arraycopy(normalised, next, own, 0, own.length);
                next += own.length;
                ofGroup.add(Returns.spread(own, graded.response().size()));
            }
            advantages.add(ofGroup);
        }
        return advantages;
    }

    private static double[] normalise(double[] returns, double epsilon) {
        if (returns.length == 1) {
            return new double[] {returns[0] / (1 + epsilon)};
        }
        double[] centred = Sample.centred(returns);
        double sigma = returns.length == 0 ? 0 : Math.sqrt(Sample.variance(centred));
        for (int i = 0; i < centred.length; i++) {
            centred[i] = sigma == 0 ? 0 : centred[i] / (sigma + epsilon);
        }
        return centred;
    }
}
