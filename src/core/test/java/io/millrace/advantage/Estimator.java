package io.millrace.advantage;

/** The built-in estimators, for tests of their common properties. */
enum Estimator {
    GRPO(new Grpo()),
    DR_GRPO(new DrGrpo()),
    RLOO(new Rloo()),
    REINFORCE_PLUS_PLUS(new ReinforcePlusPlus());

    private final EstimatorType type;

    Estimator(EstimatorType type) {
        this.type = type;
    }

    EstimatorType type() {
        return type;
    }
}
