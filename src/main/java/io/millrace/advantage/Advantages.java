package io.millrace.advantage;

/** The estimators by configuration. */
public final class Advantages {
    private Advantages() {}

    /** The estimator that a configuration names. */
    public static AdvantageEstimator of(AdvantageConfig config) {
        Returns returns = new Returns(config.credit(), config.discount());
        return switch (config.estimator()) {
            case GRPO -> new Grpo(config.epsilon(), returns);
            case DR_GRPO -> new DrGrpo(returns);
            case RLOO -> new Rloo(returns);
            case REINFORCE_PLUS_PLUS -> new ReinforcePlusPlus(config.epsilon(), returns);
        };
    }
}
