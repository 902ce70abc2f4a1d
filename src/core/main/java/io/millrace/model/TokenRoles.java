package io.millrace.model;

import io.millrace.check.Require;
import java.util.Arrays;
import java.util.List;

/**
 * Which tokens of a response the policy sampled. The others are <i>observations</i>: results of tools and other texts of an
 * environment, which the policy reads but is neither trained on nor charged for.
 *
 * @param observations ranges that were not sampled, ascending and disjoint; empty ranges are left out
 */
public record TokenRoles(List<TokenRange> observations) {
    /** All tokens were sampled. */
    public static final TokenRoles SAMPLED = new TokenRoles(List.of());

    public TokenRoles {
        observations = observations.stream().filter(range -> range.size() > 0).toList();
        int next = 0;
        for (TokenRange range : observations) {
            Require.that(
                    range.from() >= next,
                    "token roles: observations must be ascending and disjoint, was %d..%d after %d",
                    range.from(),
                    range.to(),
                    next);
            next = range.to();
        }
    }

    /** Checks that all observations lie in a response that contains at least one sampled token. */
    void requireWithin(String who, int tokens) {
        int end = observations.isEmpty()
                ? 0
                : observations.get(observations.size() - 1).to();
        Require.that(end <= tokens, "%s: observations must end within its %d tokens, ended at %d", who, tokens, end);
        Require.that(observed() < tokens, "%s: must have at least 1 sampled token, had 0 of %d", who, tokens);
    }

    /** Number of tokens that were not sampled. */
    public int observed() {
        return observations.stream().mapToInt(TokenRange::size).sum();
    }

    /** Whether a token was sampled, for each of the tokens of a response. */
    public boolean[] sampled(int tokens) {
        boolean[] sampled = new boolean[tokens];
        Arrays.fill(sampled, true);
        for (TokenRange range : observations) {
            Arrays.fill(sampled, range.from(), range.to(), false);
        }
        return sampled;
    }

    /** The sampled ones among the tokens of a response. */
    public TokenIds select(TokenIds tokens) {
        if (observations.isEmpty()) {
            return tokens;
        }
        int[] kept = new int[tokens.size() - observed()];
        boolean[] sampled = sampled(tokens.size());
        int next = 0;
        for (int i = 0; i < sampled.length; i++) {
            if (sampled[i]) {
                kept[next++] = tokens.ids()[i];
            }
        }
        return new TokenIds(kept);
    }

    /**
     * One value per token of a response, from the values of its sampled tokens.
     *
     * @param filler value of the other tokens
     */
    public float[] spread(float filler, float... values) {
        if (observations.isEmpty()) {
            return values;
        }
        float[] all = new float[values.length + observed()];
        Arrays.fill(all, filler);
        boolean[] sampled = sampled(all.length);
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            if (sampled[i]) {
                all[i] = values[next++];
            }
        }
        return all;
    }

    /** The values of the sampled tokens, from one value per token of a response; none if there are none. */
    public float[] select(float... values) {
        if (observations.isEmpty() || values.length == 0) {
            return values;
        }
        float[] kept = new float[values.length - observed()];
        boolean[] sampled = sampled(values.length);
        int next = 0;
        for (int i = 0; i < sampled.length; i++) {
            if (sampled[i]) {
                kept[next++] = values[i];
            }
        }
        return kept;
    }
}
