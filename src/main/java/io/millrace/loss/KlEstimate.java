package io.millrace.loss;

import io.millrace.loss.LossConfig.Kl;

/**
 * Estimators of {@code KL(now || ref)} from one sampled token (Schulman, "Approximating KL divergence").
 *
 * <pre>
 *   d = logp_now - logp_ref
 *   K1 = d          unbiased, any sign;       as a loss its expected gradient is 0
 *   K2 = d^2 / 2    biased, at least 0;       as a loss its expected gradient is that of the KL
 *   K3 = exp(-d) + d - 1    unbiased, at least 0 (arXiv:2402.03300)
 * </pre>
 */
public final class KlEstimate {
    private KlEstimate() {}

    /** The estimate, in nats. */
    public static double value(Kl kl, double now, double reference) {
        double d = now - reference;
        return switch (kl) {
            case K1 -> d;
            case K2 -> d * d / 2;
            case K3 -> Math.exp(-d) + d - 1;
        };
    }

    /** Its derivative by {@code now}. */
    public static double derivative(Kl kl, double now, double reference) {
        double d = now - reference;
        return switch (kl) {
            case K1 -> 1;
            case K2 -> d;
            case K3 -> 1 - Math.exp(-d);
        };
    }
}
