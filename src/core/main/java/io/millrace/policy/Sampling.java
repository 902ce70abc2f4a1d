package io.millrace.policy;

import io.millrace.check.Require;
import io.millrace.model.LogProbs;
import java.util.List;

/**
 * Settings of token sampling.
 *
 * @param temperature divides the logits; 0 is greedy
 * @param topP keeps the smallest set of tokens with at least this probability, in (0, 1]; 1 keeps all
 * @param topK keeps this many of the likeliest tokens; 0 keeps all
 * @param maxTokens maximum response length, in tokens, at least 1
 * @param stopIds tokens that end a response, which includes the one that ended it
 * @param seed the seed of the run: the noise of a token is a function of (seed, query, visit, sample, position)
 */
public record Sampling(double temperature, double topP, int topK, int maxTokens, List<Integer> stopIds, long seed) {
    public Sampling {
        stopIds = List.copyOf(stopIds);
        Require.that(
                temperature >= 0 && Double.isFinite(temperature),
                "sampling: temperature must be finite and >= 0, was %s",
                temperature);
        Require.that(topP > 0 && topP <= 1, "sampling: topP must be in (0, 1], was %s", topP);
        Require.that(topK >= 0, "sampling: topK must be >= 0, was %d", topK);
        Require.that(maxTokens >= 1, "sampling: maxTokens must be >= 1, was %d", maxTokens);
    }

    /** The distribution that the log-probabilities of such a sample refer to. */
    public LogProbs.Scale scale() {
        if (topP < 1 || topK > 0) {
            return LogProbs.Scale.FILTERED;
        }
        return temperature == 1 || temperature == 0 ? LogProbs.Scale.RAW : LogProbs.Scale.SCALED;
    }

    /** The same distribution with another maximum response length and other stop tokens. */
    public Sampling with(int otherMaxTokens, List<Integer> otherStopIds) {
        return new Sampling(temperature, topP, topK, otherMaxTokens, otherStopIds, seed);
    }
}
