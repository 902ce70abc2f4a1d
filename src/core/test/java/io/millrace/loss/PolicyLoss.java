package io.millrace.loss;

import io.millrace.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a minibatch, in doubles: the reference for the learner's program, written independently from the papers.
 *
 * <pre>
 *   loss = sum over i,t of  a_i ( w_i,t l(r_i,t, A_i,t) + beta k_i,t - eta H_i,t )
 *
 *   importanceCap C = 0:   r = exp(now - behaviour)      w = 1
 *   importanceCap C > 0:   r = exp(now - sg[now])        w = min(exp(sg[now] - behaviour), C)
 *   behaviour not known:   r = exp(now - sg[now])        w = 1
 *   GSPO:                  r_t = sg[s] exp(now_t - sg[now_t]),   s = exp(mean over t of log r_t)
 * </pre>
 *
 * <p>The logarithms of r and s are bounded, with gradient 0 beyond the bounds: {@link Ratio}.
 *
 * <p>a: {@link Aggregations}; l: {@link TokenLoss}; k: {@link KlEstimate}; sg: no gradient. With a cap, r is 1 in value,
 * because one minibatch is one optimizer step and "old" are the learner's own log-probs before it; then no ratio is ever
 * clipped, and the objectives differ in the value of the loss, not in its gradient. GSPO (arXiv:2507.18071) is its token
 * form: with equal advantages and SEQ_MEAN_TOKEN_MEAN it has the gradient of the paper's sequence form.
 */
public final class PolicyLoss {
    private final LossConfig config;

    public PolicyLoss(LossConfig config) {
        this.config = config;
    }

    /**
     * The loss of rows, and its gradient with respect to their log-probs.
     *
     * @throws IllegalArgumentException if there is no row, or a KL term is on and a row has no reference log-probs
     */
    public LossValue of(List<LossRow> rows) {
        Require.that(!rows.isEmpty(), "loss: must have at least one row, had none");
        double[] weights = Aggregations.weights(
                config, rows.stream().mapToInt(LossRow::length).toArray());
        Sums sums = new Sums();
        List<double[]> byLogProb = new ArrayList<>(rows.size());
        List<double[]> byEntropy = new ArrayList<>(rows.size());
        for (int i = 0; i < weights.length; i++) {
            int length = rows.get(i).length();
            byLogProb.add(new double[length]);
            byEntropy.add(new double[length]);
            add(rows.get(i), weights[i], sums, byLogProb.get(i), byEntropy.get(i));
        }
        return new LossValue(
                sums.loss,
                byLogProb,
                byEntropy,
                sums.kl / sums.tokens,
                sums.clipped / sums.tokens,
                sums.ratio / sums.tokens,
                sums.ratioMax);
    }

    /** The policy loss of each token of a row, without its weight in the minibatch, KL term and entropy bonus. */
    public List<TokenLoss> tokens(LossRow row) {
        Ratio[] ratios = ratios(row);
        List<TokenLoss> tokens = new ArrayList<>(ratios.length);
        for (int t = 0; t < ratios.length; t++) {
            tokens.add(token(ratios[t], row.advantages()[t], row.now()[t], importance(row, t)));
        }
        return tokens;
    }

    private static double importance(LossRow row, int t) {
        return row.behaviour().length == 0
                ? 1
                : Ratio.token(row.now()[t] - row.behaviour()[t]).value();
    }

    private void add(LossRow row, double weight, Sums sums, double[] byLogProb, double[] byEntropy) {
        boolean penalised = config.klCoefficient() > 0;
        Require.that(
                !penalised || row.reference().length > 0,
                "loss: with klCoefficient %s a row must have reference log-probs, had none",
                config.klCoefficient());
        List<TokenLoss> tokens = tokens(row);
        for (int t = 0; t < row.length(); t++) {
            double now = row.now()[t];
            TokenLoss policy = tokens.get(t);
            double loss = policy.value() - config.entropyCoefficient() * row.entropy()[t];
            double derivative = policy.derivative();
            if (penalised) {
                double reference = row.reference()[t];
                double kl = KlEstimate.value(config.kl(), now, reference);
                sums.kl += kl;
                loss += config.klCoefficient() * kl;
                derivative += config.klCoefficient() * KlEstimate.derivative(config.kl(), now, reference);
            }
            byLogProb[t] = weight * derivative;
            byEntropy[t] = -weight * config.entropyCoefficient();
            sums.add(weight * loss, importance(row, t), policy.clipped());
        }
    }

    private TokenLoss token(Ratio ratio, double advantage, double now, double importance) {
        TokenLoss loss =
                switch (config.objective().name()) {
                    case "clip", "gspo" -> TokenLoss.clip(config, ratio, advantage);
                    case "gpg" -> new TokenLoss(-advantage * now, -advantage, false);
                    case "cispo" -> TokenLoss.cispo(config, ratio.value(), advantage, now);
                    default -> throw new IllegalArgumentException("no reference for " + config.objective());
                };
        double cap = config.importanceCap();
        if (cap == 0) {
            return loss;
        }
        TokenLoss weighted = loss.times(Math.min(importance, cap));
        return new TokenLoss(weighted.value(), weighted.derivative(), importance > cap);
    }

    private Ratio[] ratios(LossRow row) {
        Ratio[] ratios = new Ratio[row.length()];
        boolean now = config.importanceCap() > 0 || row.behaviour().length == 0;
        double mean = 0;
        for (int t = 0; t < ratios.length; t++) {
            double log = now ? 0 : row.now()[t] - row.behaviour()[t];
            mean += log / ratios.length;
            ratios[t] = Ratio.token(log);
        }
        if (config.objective().name().equals("gspo")) {
            Arrays.fill(ratios, Ratio.sequence(mean));
        }
        return ratios;
    }

    /** Running sums over tokens. */
    private static final class Sums {
        private double loss;
        private double kl;
        private double clipped;
        private double ratio;
        private double ratioMax;
        private double tokens;

        void add(double tokenLoss, double importance, boolean wasClipped) {
            loss += tokenLoss;
            clipped += wasClipped ? 1 : 0;
            ratio += importance;
            ratioMax = Math.max(ratioMax, importance);
            tokens++;
        }
    }
}
