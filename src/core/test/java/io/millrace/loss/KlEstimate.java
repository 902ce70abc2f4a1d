package io.millrace.loss;

/**
 * Estimators of {@code KL(now || ref)} from one sampled token (Schulman, "Approximating KL divergence").
 *
 * <pre>
 *   d = logp_now - logp_ref
 *   K1 = d          unbiased, any sign;       as a loss its expected gradient is 0
 *   K2 = d^2 / 2    biased, at least 0;       as a loss its expected gradient is that of the KL
 *   K3 = exp(-d) + d - 1    unbiased, at least 0 (arXiv:2402.03300)
 * </pre>
 *
 * <p>K3 grows exponentially where the reference is far above the policy, so d and K3 are bounded ({@link Bounds}), with
 * derivative 0 beyond: a token at a bound has no gradient.
 */
public final class KlEstimate {
    private KlEstimate() {}

    /** The estimate, in nats. */
    public static double value(Kl kl, double now, double reference) {
        double d = now - reference;
        return switch (kl.name()) {
            case "k1" -> d;
            case "k2" -> d * d / 2;
            case "k3" -> Math.min(k3(d), Bounds.KL);
            default -> throw new IllegalArgumentException("no reference for " + kl);
        };
    }

    /** Its derivative with respect to {@code now}. */
    public static double derivative(Kl kl, double now, double reference) {
        double d = now - reference;
        return switch (kl.name()) {
            case "k1" -> 1;
            case "k2" -> d;
            case "k3" -> Math.abs(d) > Bounds.KL_NATS || k3(d) > Bounds.KL ? 0 : 1 - Math.exp(-d);
            default -> throw new IllegalArgumentException("no reference for " + kl);
        };
    }

    private static double k3(double d) {
        double bounded = Math.min(Math.max(d, -Bounds.KL_NATS), Bounds.KL_NATS);
        return Math.exp(-bounded) + bounded - 1;
    }
}
