package io.millrace.loss;

/**
 * The policy loss of one token.
 *
 * @param value before aggregation
 * @param derivative its derivative with respect to the token's log-prob
 * @param clipped whether the clip range rather than the ratio determines the loss
 */
public record TokenLoss(double value, double derivative, boolean clipped) {
    TokenLoss times(double weight) {
        return new TokenLoss(weight * value, weight * derivative, clipped);
    }

    /**
     * PPO's clipped ratio, with an asymmetric range (arXiv:2503.14476) and the dual clip (arXiv:1912.09729).
     *
     * <pre>
     *   l = -min(r A, clip(r, 1 - low, 1 + high) A)
     *   l =  min(l, -c A)        if A < 0 and the dual clip c is on
     * </pre>
     *
     * <p>Range: {@code l >= -(1 + high) A} for A >= 0; {@code (1 - low) |A| <= l <= c |A|} for A < 0. The derivative
     * with respect to the log-prob is {@code -r A} if the ratio determines the loss, 0 if the range or the ratio's
     * bound does.
     */
    static TokenLoss clip(LossConfig config, Ratio of, double advantage) {
        double ratio = of.value();
        double bounded = bounded(config, ratio);
        boolean clipped = ratio * advantage > bounded * advantage;
        double value = -Math.min(ratio * advantage, bounded * advantage);
        if (config.dualClip() > 0 && advantage < 0 && ratio > config.dualClip()) {
            return new TokenLoss(-config.dualClip() * advantage, 0, true);
        }
        return new TokenLoss(value, clipped || of.bounded() ? 0 : -ratio * advantage, clipped);
    }

    /**
     * CISPO (arXiv:2506.13585): the clipped ratio as a constant weight on the log-prob, so every token keeps a gradient.
     *
     * <pre>
     *   l = -sg[clip(r, 1 - low, 1 + high)] A logp_now
     * </pre>
     *
     * <p>Any range. Deviation: the paper bounds from above only; set clipLow to 1 for that.
     */
    static TokenLoss cispo(LossConfig config, double ratio, double advantage, double now) {
        double bounded = bounded(config, ratio);
        return new TokenLoss(-bounded * advantage * now, -bounded * advantage, bounded != ratio);
    }

    private static double bounded(LossConfig config, double ratio) {
        return Math.min(Math.max(ratio, 1 - config.clipLow()), 1 + config.clipHigh());
    }
}
