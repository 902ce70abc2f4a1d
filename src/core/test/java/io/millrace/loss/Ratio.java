package io.millrace.loss;

/**
 * An importance ratio, whose logarithm is bounded: {@link Bounds}.
 *
 * <pre>
 *   token      r = exp(clamp(log r, -20, 20))
 *   sequence   s = exp(min(log s, 10))
 * </pre>
 *
 * @param value the ratio, finite
 * @param bounded whether a bound applies, so that the gradient with respect to the log-probs is 0
 */
record Ratio(double value, boolean bounded) {
    /** The ratio of a token. */
    static Ratio token(double log) {
        double nats = Math.min(Math.max(log, -Bounds.TOKEN_NATS), Bounds.TOKEN_NATS);
        return new Ratio(Math.exp(nats), nats != log);
    }

    /** The ratio of a sequence. */
    static Ratio sequence(double log) {
        return new Ratio(Math.exp(Math.min(log, Bounds.SEQUENCE_NATS)), log > Bounds.SEQUENCE_NATS);
    }
}
