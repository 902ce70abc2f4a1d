package io.millrace.torch.sample;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.time.Duration;

/**
 * Settings of the embedded engine.
 *
 * @param batching the batching policy
 * @param contextTokens maximum length of prompt and response together, in tokens; the model's limit if that is lower
 * @param prefillTokens maximum number of prompt tokens, padding included, that are prefilled in one call, unless one
 *     prompt alone is longer
 * @param blockSteps maximum number of decode steps in one native call; requests join and leave, and weights change,
 *     between calls
 * @param blockTime target duration of a native call under continuous batching: fewer steps are taken if steps are slow
 * @param timeLimit maximum time from the request to its last token; a request that takes longer fails
 */
public record DjlEngineConfig(
        Batching batching,
        int contextTokens,
        int prefillTokens,
        int blockSteps,
        Duration blockTime,
        Duration timeLimit) {
    public DjlEngineConfig {
        requireNonNull(batching, "batching");
        Require.that(contextTokens >= 2, "djl engine: contextTokens must be >= 2, was %d", contextTokens);
        Require.that(prefillTokens >= 1, "djl engine: prefillTokens must be >= 1, was %d", prefillTokens);
        Require.that(blockSteps >= 1, "djl engine: blockSteps must be >= 1, was %d", blockSteps);
        Require.that(!blockTime.isNegative(), "djl engine: blockTime must be >= 0, was %s", blockTime);
        Require.that(
                !timeLimit.isNegative() && !timeLimit.isZero(), "djl engine: timeLimit must be > 0, was %s", timeLimit);
    }

    /**
     * Settings suitable for small models.
     *
     * @param contextTokens maximum length of prompt and response together, in tokens
     */
    public static DjlEngineConfig of(Batching batching, int contextTokens) {
        int steps = batching instanceof Batching.Group ? 4 : 16;
        return new DjlEngineConfig(batching, contextTokens, 4096, steps, Duration.ofMillis(10), Duration.ofMinutes(10));
    }
}
