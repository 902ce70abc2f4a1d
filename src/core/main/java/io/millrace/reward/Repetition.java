package io.millrace.reward;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Repetition penalty: minus the share of a response's n-grams that have occurred in it before.
 *
 * <pre>
 *   R = -(1 - distinct n-grams / n-grams)        0 if the response is shorter than n
 * </pre>
 *
 * <p>n-grams are of tokens and overlap. Range (-1, 0]. Deviations: the paper (arXiv:2502.03373) penalises each token of a repeated
 * n-gram, which is impossible for a reward of the whole response; words are tokens of the tokenizer.
 *
 * @param ngram n, in tokens, at least 1
 */
public record Repetition(@Default("40") int ngram) implements RewardType {
    private static final int FACTOR = 1_000_003;

    public Repetition {
        OptionRules rules = new OptionRules("repetition");
        rules.that(ngram >= 1, "ngram", "must be >= 1, was %d", ngram);
        rules.done();
    }

    @Override
    public ResponseReward create(RewardContext context) {
        return (prompt, response) -> score(response.response().sampled().ids());
    }

    private double score(int... tokens) {
        int count = tokens.length - ngram + 1;
        if (count < 1) {
            return 0;
        }
        int highest = 1;
        for (int i = 1; i < ngram; i++) {
            highest *= FACTOR;
        }
        Set<Gram> distinct = new LinkedHashSet<>();
        int hash = Arrays.stream(tokens, 0, ngram).reduce(0, (before, token) -> before * FACTOR + token);
        for (int from = 0; from < count; from++) {
            distinct.add(new Gram(tokens, from, ngram, hash));
            if (from + 1 < count) {
                hash = (hash - tokens[from] * highest) * FACTOR + tokens[from + ngram];
            }
        }
        return -(1 - (double) distinct.size() / count);
    }

    /** A slice of a response, without a copy; its hash is computed from the previous one (rolling hash). */
    private static final class Gram {
        private final int[] tokens;
        private final int from;
        private final int size;
        private final int hash;

        private Gram(int[] tokens, int from, int size, int hash) {
            this.tokens = tokens;
            this.from = from;
            this.size = size;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Gram that
                    && hash == that.hash
                    && Arrays.equals(tokens, from, from + size, that.tokens, that.from, that.from + size);
        }

        @Override
        public int hashCode() {
            return hash ^ hash >>> 16;
        }
    }
}
