package io.millrace.server;

import io.millrace.check.Require;
import java.util.Arrays;

/**
 * Log-probabilities of the likeliest tokens at one position.
 *
 * @param ids token ids, each once
 * @param logProbs their log-probabilities in nats; minus infinity where the server had no finite one
 */
public record TopLogProbs(int[] ids, float[] logProbs) {
    public TopLogProbs {
        Require.that(
                ids.length == logProbs.length,
                "top log-probs must be one for each of %d tokens, were %d",
                ids.length,
                logProbs.length);
        Require.that(
                Arrays.stream(ids).distinct().count() == ids.length,
                "top log-probs must name each token once, named %s",
                Arrays.toString(ids));
    }

    /** The log-probability of a token; NaN if it is not among them. */
    double of(int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return logProbs[i];
            }
        }
        return Double.NaN;
    }

    /**
     * Bounds of the entropy of the whole distribution.
     *
     * <pre>
     *   h - r ln p_k  &lt;=  H  &lt;=  h - r ln(r / (V - k))       h = -sum p_i ln p_i,   r = 1 - sum p_i
     * </pre>
     *
     * <p>over the k tokens here. p_k is the probability of the least likely of them besides the sampled token, which servers add or
     * put in the place of the k-th likeliest; so none of the other tokens is likelier.
     *
     * @param sampled the sampled token
     * @param vocabulary V
     * @return lower and upper bound, in nats; equal if all V tokens are here
     */
    double[] entropyBounds(int sampled, int vocabulary) {
        double h = 0;
        double mass = 0;
        double least = 0;
        for (int i = 0; i < ids.length; i++) {
            double p = Math.exp(logProbs[i]);
            h -= p > 0 ? p * logProbs[i] : 0;
            mass += p;
            least = ids[i] == sampled ? least : Math.min(least, logProbs[i]);
        }
        double rest = 1 - mass;
        int others = vocabulary - ids.length;
        if (rest <= 0 || others <= 0) {
            return new double[] {h, h};
        }
        double low = h - rest * least;
        return new double[] {low, Math.max(low, h - rest * Math.log(rest / others))};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopLogProbs that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(logProbs, that.logProbs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(logProbs);
    }

    @Override
    public String toString() {
        return "TopLogProbs[%s, %s]".formatted(Arrays.toString(ids), Arrays.toString(logProbs));
    }
}
