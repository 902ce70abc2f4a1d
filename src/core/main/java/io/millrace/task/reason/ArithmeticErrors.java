package io.millrace.task.reason;

import java.util.random.RandomGenerator;

/** The arithmetic facts, such as 7+8, that traces get wrong, and the fixed incorrect results that they state instead. */
final class ArithmeticErrors {
    private static final int GRAIN = 10_000;

    private final int modulus;
    private final ReasonTraceConfig config;

    ArithmeticErrors(int modulus, ReasonTraceConfig config) {
        this.modulus = modulus;
        this.config = config;
    }

    /**
     * The result that a trace states.
     *
     * @param noise mean share of incorrect statements over all facts, in [0, 1]
     */
    int stated(Operation operation, int left, int right, double noise, RandomGenerator random) {
        boolean wrong = random.nextDouble() < mistakes(operation, left, right, noise);
        return wrong ? wrong(operation, left, right) : operation.apply(left, right, modulus);
    }

    /** The incorrect result that is stated for a fact; never the correct one. */
    int wrong(Operation operation, int left, int right) {
        int off = 1 + hash(operation, left, right, 0x51ED27) % (modulus - 1);
        return (operation.apply(left, right, modulus) + off) % modulus;
    }

    /** Probability of a mistake for one fact; mistakes concentrate on weak facts, and there are none without noise. */
    private double mistakes(Operation operation, int left, int right, double noise) {
        if (noise > 0 && stubborn(operation, left, right)) {
            return config.stubborn();
        }
        double share = config.weakFacts();
        double others = Math.max(noise * config.slips(), share == 1 ? 0 : (noise - share) / (1 - share));
        return weak(operation, left, right) ? Math.min(1, (noise - others * (1 - share)) / share) : Math.min(1, others);
    }

    boolean weak(Operation operation, int left, int right) {
        return hash(operation, left, right, 0x2F6E2B1) % GRAIN < config.weakFacts() * GRAIN;
    }

    boolean stubborn(Operation operation, int left, int right) {
        return hash(operation, left, right, 0x7C0FFEE) % GRAIN < config.stubbornFacts() * GRAIN;
    }

    private static int hash(Operation operation, int left, int right, int salt) {
        int hash = ((operation.ordinal() * 16 + left) * 16 + right) * 0x9E3779B1 ^ salt;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return (hash ^ hash >>> 16) & Integer.MAX_VALUE;
    }
}
