package io.millrace.serve;

import static java.util.Objects.requireNonNull;

import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import java.util.OptionalLong;

/**
 * Responses to sample for one prompt, whatever the dialect.
 *
 * @param id name of the request, by which it can be aborted
 * @param prompt P prompt tokens
 * @param samples number of responses, at least 1
 * @param sampling sampling settings; the seed is ignored
 * @param seed seed of the first response; response i is that of a request for one response with this seed plus i; if empty, the
 *     noise is new
 * @param logProbs the requested log-probabilities
 */
public record Generation(
        String id, TokenIds prompt, int samples, Sampling sampling, OptionalLong seed, Requested logProbs) {
    /**
     * Requested log-probabilities.
     *
     * @param scale distribution that they refer to; NONE for none
     * @param top number of the likeliest alternatives of each token, at least 0
     */
    public record Requested(LogProbs.Scale scale, int top) {
        /** No log-probabilities. */
        public static final Requested NONE = new Requested(LogProbs.Scale.NONE, 0);

        public Requested {
            requireNonNull(scale, "scale");
        }
    }

    public Generation {
        requireNonNull(id, "id");
        requireNonNull(prompt, "prompt");
        requireNonNull(sampling, "sampling");
        requireNonNull(seed, "seed");
        requireNonNull(logProbs, "logProbs");
    }
}
