package io.millrace.config;

import io.millrace.check.OptionRules;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingPlan;
import java.util.List;

/**
 * Sampling of responses for training.
 *
 * @param groupSize responses per visit G, at least 1
 * @param temperature divides the logits, above 0
 * @param topP keeps the smallest set of tokens with at least this probability, in (0, 1]; 1 keeps all
 * @param topK keeps this many of the likeliest tokens; 0 keeps all
 * @param maxTokens maximum response length, in tokens, at least 1
 * @param firstTokens maximum response length at the first step, in tokens, in 1..maxTokens, if it grows
 * @param lengthenSteps optimizer steps over which the maximum length grows linearly from {@code firstTokens} to {@code maxTokens},
 *     at least 0, counted by the prompts' order, so that growth takes longer if reflections replace prompts; 0 uses
 *     {@code maxTokens} from the start; held-out prompts always use {@code maxTokens}
 */
public record SamplingConfig(
        int groupSize, double temperature, double topP, int topK, int maxTokens, int firstTokens, int lengthenSteps) {
    public SamplingConfig {
        OptionRules rules = new OptionRules("sampling");
        rules.that(groupSize >= 1, "groupSize", "must be >= 1, was %d", groupSize);
        rules.that(
                temperature > 0 && Double.isFinite(temperature),
                "temperature",
                "must be > 0 and finite, was %s",
                temperature);
        rules.that(topP > 0 && topP <= 1, "topP", "must be in (0, 1], was %s", topP);
        rules.that(topK >= 0, "topK", "must be >= 0, was %d", topK);
        rules.that(maxTokens >= 1, "maxTokens", "must be >= 1, was %d", maxTokens);
        rules.that(firstTokens >= 1, "firstTokens", "must be >= 1, was %d", firstTokens);
        rules.that(lengthenSteps >= 0, "lengthenSteps", "must be >= 0, was %d", lengthenSteps);
        rules.done();
    }

    /**
     * The sampling plan for an engine.
     *
     * @param stopIds tokens that end a response
     * @param seed the seed of the run
     */
    public SamplingPlan sampling(List<Integer> stopIds, long seed) {
        Sampling full = new Sampling(temperature, topP, topK, maxTokens, stopIds, seed);
        return lengthenSteps == 0 ? SamplingPlan.constant(full) : new SamplingPlan(full, firstTokens, lengthenSteps);
    }
}
