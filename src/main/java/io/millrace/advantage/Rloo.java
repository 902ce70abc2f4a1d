package io.millrace.advantage;

import java.util.List;

/**
 * RLOO (arXiv:2402.14740): a response's return against the mean of the others'.
 *
 * <pre>
 *   A_i,t = G_i,t - 1/(G-1) sum_{j != i} G_j,t  =  G/(G-1) (G_i,t - mean_j G_j,t)
 * </pre>
 *
 * <p>Range: {@code |A|} is at most the spread of the returns. A group of one: {@code A = R}.
 */
public final class Rloo extends GroupEstimator {
    /** @param returns what a token is credited with */
    Rloo(Returns returns) {
        super(returns);
    }

    @Override
    double[] centre(double[] returns) {
        double[] centred = Sample.centred(returns);
        double leaveOneOut = centred.length / (centred.length - 1.0);
        for (int i = 0; i < centred.length; i++) {
            centred[i] *= leaveOneOut;
        }
        return centred;
    }

    @Override
    double scale(List<double[]> centred) {
        return 1;
    }
}
