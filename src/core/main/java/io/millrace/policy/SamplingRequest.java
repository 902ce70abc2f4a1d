package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;

/**
 * A group to sample.
 *
 * @param queryId keys the noise, with {@code visit}
 * @param visit the query's visit, from 0
 * @param context recorded in each response
 * @param prompt P prompt tokens, at least 1
 * @param samples group size G, at least 1
 * @param first sample index of the first sample, from 0; keys the noise
 * @param sampling sampling settings
 * @param priority among waiting requests, those of higher priority are sampled first
 */
public record SamplingRequest(
        String queryId,
        long visit,
        PromptKind context,
        TokenIds prompt,
        int samples,
        int first,
        Sampling sampling,
        int priority) {
    public SamplingRequest {
        requireNonNull(queryId, "queryId");
        requireNonNull(context, "context");
        requireNonNull(prompt, "prompt");
        requireNonNull(sampling, "sampling");
        Require.that(prompt.size() >= 1, "prompt %s: must have at least 1 token, had 0", queryId);
        Require.that(samples >= 1, "prompt %s: samples must be >= 1, was %d", queryId, samples);
        Require.that(first >= 0, "prompt %s: first sample must be >= 0, was %d", queryId, first);
    }

    /** Samples of normal priority. */
    public SamplingRequest(
            String queryId,
            long visit,
            PromptKind context,
            TokenIds prompt,
            int samples,
            int first,
            Sampling sampling) {
        this(queryId, visit, context, prompt, samples, first, sampling, PromptVisit.NORMAL);
    }

    /** A whole group of normal priority. */
    public SamplingRequest(
            String queryId, long visit, PromptKind context, TokenIds prompt, int samples, Sampling sampling) {
        this(queryId, visit, context, prompt, samples, 0, sampling);
    }
}
