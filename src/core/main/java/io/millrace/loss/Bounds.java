package io.millrace.loss;

/**
 * Bounds on differences of log-probs, as in verl ({@code core_algos.py}): a single token far from the policy must neither dominate
 * a step nor overflow. As with {@code torch.clamp}, the gradient is 0 where a bound is active.
 */
public final class Bounds {
    /** Two-sided bound on the logarithm of a token's importance ratio, in nats. */
    public static final double TOKEN_NATS = 20;
    /** Upper bound on the logarithm of a sequence's importance ratio (GSPO), in nats. */
    public static final double SEQUENCE_NATS = 10;
    /** Two-sided bound on the difference of log-probs within the KL estimator K3, in nats. */
    public static final double KL_NATS = 20;
    /** Upper bound on K3 itself, in nats. */
    public static final double KL = 10;

    private Bounds() {}
}
