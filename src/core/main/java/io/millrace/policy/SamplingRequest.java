package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.Optional;

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
 * @param begun number of the prompt's last tokens that are the beginning of the response; the noise continues after them
 * @param asked the prompt that is answered; empty for requests that answer none, whose responses always have a single turn
 */
public record SamplingRequest(
        String queryId,
        long visit,
        PromptKind context,
        TokenIds prompt,
        int samples,
        int first,
        Sampling sampling,
        int priority,
        int begun,
        Optional<Prompt> asked) {
    public SamplingRequest {
        requireNonNull(queryId, "queryId");
        requireNonNull(context, "context");
        requireNonNull(prompt, "prompt");
        requireNonNull(sampling, "sampling");
        Require.that(prompt.size() >= 1, "prompt %s: must have at least 1 token, had 0", queryId);
        Require.that(samples >= 1, "prompt %s: samples must be >= 1, was %d", queryId, samples);
        requireNonNull(asked, "asked");
        Require.that(
                begun >= 0 && begun <= prompt.size(),
                "prompt %s: begun must be in 0..%d, was %d",
                queryId,
                prompt.size(),
                begun);
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
        this(queryId, visit, context, prompt, samples, first, sampling, PromptVisit.NORMAL, 0, Optional.empty());
    }

    /** A whole group of normal priority. */
    public SamplingRequest(
            String queryId, long visit, PromptKind context, TokenIds prompt, int samples, Sampling sampling) {
        this(queryId, visit, context, prompt, samples, 0, sampling);
    }

    /** This request with another priority. */
    public SamplingRequest with(int otherPriority) {
        return new SamplingRequest(
                queryId, visit, context, prompt, samples, first, sampling, otherPriority, begun, asked);
    }

    /** This request as an answer to a prompt, which may act in the prompt's environment. */
    public SamplingRequest answering(Prompt answered) {
        return new SamplingRequest(
                queryId, visit, context, prompt, samples, first, sampling, priority, begun, Optional.of(answered));
    }

    /** This request with other stop tokens and another maximum response length. */
    public SamplingRequest with(Sampling other) {
        return new SamplingRequest(queryId, visit, context, prompt, samples, first, other, priority, begun, asked);
    }

    /**
     * A request for the continuation of one of its responses.
     *
     * @param sample index of the response
     * @param response its tokens so far, observations included
     */
    public SamplingRequest continued(int sample, TokenIds response, Sampling rest) {
        int[] all = Arrays.copyOf(prompt.ids(), prompt.size() + response.size());
        System.arraycopy(response.ids(), 0, all, prompt.size(), response.size());
        return new SamplingRequest(
                queryId,
                visit,
                context,
                new TokenIds(all),
                1,
                sample,
                rest,
                priority,
                response.size(),
                Optional.empty());
    }
}
