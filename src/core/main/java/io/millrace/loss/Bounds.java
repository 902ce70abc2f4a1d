package io.millrace.loss;

/**
 * Bounds on log-probs that are far apart, as verl has them ({@code core_algos.py}): one token that the policy has come far away from
 * must not be all that a step learns from, nor overflow. As with {@code torch.clamp}, the gradient is 0 where a bound decides.
 */
public final class Bounds {
    /** On the logarithm of a token's importance ratio, in nats, both ways. */
    public static final double TOKEN_NATS = 20;
    /** On the logarithm of a sequence's importance ratio (GSPO), in nats, from above. */
    public static final double SEQUENCE_NATS = 10;
    /** On the difference of log-probs within the KL estimator K3, in nats, both ways. */
    public static final double KL_NATS = 20;
    /** On K3 itself, in nats, from above. */
    public static final double KL = 10;

    private Bounds() {}
}
