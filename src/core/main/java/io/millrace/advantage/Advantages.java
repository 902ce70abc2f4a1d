package io.millrace.advantage;

import io.millrace.check.Require;

/** The estimators by configuration. */
public final class Advantages {
    private Advantages() {}

    /** The configured estimator. */
    public static AdvantageEstimator of(AdvantageConfig config) {
        return config.estimator().create(config);
    }

    /**
     * GRPO with a scaled standard deviation, as in R3.
     *
     * @param config defines the credit of a token
     * @param alpha scale of the standard deviation, above 0
     * @param lambda added to the scaled standard deviation, at least 0
     */
    public static AdvantageEstimator grpo(AdvantageConfig config, double alpha, double lambda) {
        Require.that(alpha > 0, "advantage: alpha must be > 0, was %s", alpha);
        Require.that(lambda >= 0, "advantage: lambda must be >= 0, was %s", lambda);
        return Grpo.scaled(alpha, lambda, config.returns());
    }
}
