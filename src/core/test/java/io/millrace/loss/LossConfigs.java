package io.millrace.loss;

import io.millrace.loss.LossConfig.Aggregation;

/** Loss configurations for tests. */
public final class LossConfigs {
    private LossConfigs() {}

    /** Clip range [0.8, 1.3], ratio against the behaviour policy, token mean, no other terms. */
    public static LossConfig of(Objective objective) {
        return new LossConfig(objective, 0.2, 0.3, 0, Aggregation.TOKEN_MEAN, 10, Kl.K3, 0, 0, 0);
    }

    public static LossConfig aggregated(LossConfig config, Aggregation aggregation) {
        return new LossConfig(
                config.objective(),
                config.clipLow(),
                config.clipHigh(),
                config.dualClip(),
                aggregation,
                config.constantLength(),
                config.kl(),
                config.klCoefficient(),
                config.entropyCoefficient(),
                config.importanceCap());
    }

    public static LossConfig penalised(LossConfig config, Kl kl, double coefficient) {
        return new LossConfig(
                config.objective(),
                config.clipLow(),
                config.clipHigh(),
                config.dualClip(),
                config.aggregation(),
                config.constantLength(),
                kl,
                coefficient,
                config.entropyCoefficient(),
                config.importanceCap());
    }

    /** With dual clip, entropy bonus and importance cap; 0 turns each off. */
    public static LossConfig with(LossConfig config, double dualClip, double entropyCoefficient, double importanceCap) {
        return new LossConfig(
                config.objective(),
                config.clipLow(),
                config.clipHigh(),
                dualClip,
                config.aggregation(),
                config.constantLength(),
                config.kl(),
                config.klCoefficient(),
                entropyCoefficient,
                importanceCap);
    }
}
