package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;

/**
 * Samples to request of a server in one HTTP request.
 *
 * @param id identifies the request in the server's log
 * @param model name under which the server serves the model
 * @param prompt P prompt tokens, at least 1
 * @param samples number of samples, at least 1
 * @param seed seed of the first sample, in [0, 2^47]; that of sample i is seed + i
 * @param sampling sampling settings
 * @param topLogProbs number k of likeliest tokens whose log-probabilities are requested at each position; 0 for the sampled token
 *     alone
 */
public record SampleCall(
        String id, String model, TokenIds prompt, int samples, long seed, Sampling sampling, int topLogProbs) {
    /** Bits of the seeds of requests; further ones leave room for the samples of a group in 53 bits, which JSON can hold. */
    static final int SEED_BITS = 47;

    public SampleCall {
        requireNonNull(id, "id");
        requireNonNull(model, "model");
        requireNonNull(prompt, "prompt");
        requireNonNull(sampling, "sampling");
        Require.that(samples >= 1, "request %s: samples must be >= 1, was %d", id, samples);
        Require.that(seed >= 0, "request %s: seed must be >= 0, was %d", id, seed);
        Require.that(topLogProbs >= 0, "request %s: topLogProbs must be >= 0, was %d", id, topLogProbs);
    }
}
