package io.millrace.serve;

import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Log-probabilities, ranks and alternatives of tokens, from the scores of candidates. */
final class TokenRanks {
    private TokenRanks() {}

    /** As {@link #of(TokenIds, TokenIds, float[][], double, int)}; keeps the engine's own values if their scale is the same. */
    static List<ScoredToken> of(
            Response response, TokenIds candidates, float[][] scores, double temperature, int top, boolean same) {
        List<ScoredToken> computed = of(response.tokens(), candidates, scores, temperature, top);
        if (!same) {
            return computed;
        }
        List<ScoredToken> kept = new ArrayList<>(computed.size());
        for (int i = 0; i < computed.size(); i++) {
            ScoredToken one = computed.get(i);
            kept.add(new ScoredToken(one.id(), response.logProbs().values()[i], one.rank(), one.top()));
        }
        return kept;
    }

    /**
     * The scored tokens of a text.
     *
     * @param tokens T tokens
     * @param candidates C tokens, ascending; the whole vocabulary if alternatives or a temperature are asked for
     * @param scores log-probabilities in nats by token and candidate, T x C, at temperature 1
     * @param temperature divides the logits, above 0
     * @param top number of alternatives
     */
    static List<ScoredToken> of(TokenIds tokens, TokenIds candidates, float[][] scores, double temperature, int top) {
        boolean all = top > 0 || temperature != 1;
        List<ScoredToken> ranked = new ArrayList<>(tokens.size());
        for (int t = 0; t < tokens.size(); t++) {
            float[] row = temperature == 1 ? scores[t] : scaled(scores[t], temperature);
            int id = tokens.ids()[t];
            float logProb = row[Arrays.binarySearch(candidates.ids(), id)];
            int rank = all ? rank(row, logProb) : 0;
            ranked.add(new ScoredToken(id, logProb, rank, best(candidates, row, top)));
        }
        return ranked;
    }

    /** log_softmax(z / T) from log_softmax(z). */
    private static float[] scaled(float[] row, double temperature) {
        double max = Double.NEGATIVE_INFINITY;
        for (float value : row) {
            max = Math.max(max, value / temperature);
        }
        double sum = 0;
        for (float value : row) {
            sum += Math.exp(value / temperature - max);
        }
        double normalizer = max + Math.log(sum);
        float[] result = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            result[i] = (float) Math.min(0, row[i] / temperature - normalizer);
        }
        return result;
    }

    private static int rank(float[] row, float logProb) {
        int rank = 1;
        for (float other : row) {
            if (other > logProb) {
                rank++;
            }
        }
        return rank;
    }

    /** The likeliest candidates; of equal ones the first. */
    private static List<ScoredToken> best(TokenIds candidates, float[] row, int top) {
        int[] best = new int[Math.min(top, row.length)];
        int found = 0;
        for (int i = 0; i < row.length && best.length > 0; i++) {
            if (found == best.length && !(row[i] > row[best[found - 1]])) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            while (at > 0 && row[i] > row[best[at - 1]]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = i;
        }
        List<ScoredToken> tokens = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            tokens.add(new ScoredToken(candidates.ids()[best[i]], row[best[i]], i + 1, List.of()));
        }
        return tokens;
    }
}
