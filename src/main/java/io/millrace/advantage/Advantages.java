package io.millrace.advantage;

/** The estimators by configuration. */
public final class Advantages {
    private Advantages() {}

    /** The estimator that a configuration names. */
    public static AdvantageEstimator of(AdvantageConfig config) {
        return switch (config.estimator()) {
            case GRPO -> new Grpo(config.epsilon(), config.credit());
            case DR_GRPO -> new DrGrpo(config.credit());
            case RLOO -> new Rloo(config.credit());
            case REINFORCE_PLUS_PLUS -> new ReinforcePlusPlus(config.epsilon(), config.credit());
        };
    }
}
