package io.millrace.advantage;

/**
 * RLOO (arXiv:2402.14740): a response's return minus the mean of the others'.
 *
 * <pre>
 *   A_i,t = G_i,t - 1/(G-1) sum_{j != i} G_j,t  =  G/(G-1) (G_i,t - mean_j G_j,t)
 * </pre>
 *
 * <p>Range: {@code |A|} is at most the spread of the returns. A group of one: {@code A = R}.
 */
public record Rloo() implements EstimatorType {
    @Override
    public AdvantageEstimator create(AdvantageConfig config) {
        return new GroupEstimator(config.returns(), Rloo::centre, centred -> 1);
    }

    /** A group of one has no comparison. */
    @Override
    public int smallestGroup() {
        return 2;
    }

    private static double[] centre(double... returns) {
        double[] centred = Sample.centred(returns);
        double leaveOneOut = centred.length / (centred.length - 1.0);
        for (int i = 0; i < centred.length; i++) {
            centred[i] *= leaveOneOut;
        }
        return centred;
    }
}
