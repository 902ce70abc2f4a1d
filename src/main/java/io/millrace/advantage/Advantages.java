package io.millrace.advantage;

import io.millrace.check.Require;

/** The estimators by configuration. */
public final class Advantages {
    private Advantages() {}

    /** The estimator that a configuration names. */
    public static AdvantageEstimator of(AdvantageConfig config) {
        Returns returns = new Returns(config.credit(), config.discount());
        return switch (config.estimator()) {
            case GRPO -> new Grpo(1, config.epsilon(), returns);
            case DR_GRPO -> new DrGrpo(returns);
            case RLOO -> new Rloo(returns);
            case REINFORCE_PLUS_PLUS -> new ReinforcePlusPlus(config.epsilon(), returns);
        };
    }

    /**
     * GRPO with a scaled standard deviation, as R3 has it.
     *
     * @param config says what a token is credited with
     * @param alpha scale of the standard deviation, above 0
     * @param lambda added to the scaled standard deviation, at least 0
     */
    public static AdvantageEstimator grpo(AdvantageConfig config, double alpha, double lambda) {
        Require.that(alpha > 0, "advantage: alpha must be > 0, was %s", alpha);
        Require.that(lambda >= 0, "advantage: lambda must be >= 0, was %s", lambda);
        return new Grpo(alpha, lambda, new Returns(config.credit(), config.discount()));
    }
}
