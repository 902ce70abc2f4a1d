package io.millrace.torch.sample;

import io.millrace.model.PromptKind;
import io.millrace.policy.SamplingRequest;
import io.millrace.random.SplitMix;

/**
 * The noise of a response: a pure function of (seed, query, context, visit, sample, position), independent of other
 * requests.
 *
 * @param key key of the response
 * @param begun number of response tokens that are given
 */
record SamplingNoise(long key, int begun) {
    static SamplingNoise of(SamplingRequest request, int sample) {
        long query = SplitMix.mix(request.sampling().seed(), request.queryId());
        if (request.context() == PromptKind.REFLECTION) {
            query = SplitMix.mix(query, "reflection");
        }
        return new SamplingNoise(SplitMix.mix(SplitMix.mix(query, request.visit()), sample), request.begun());
    }

    /**
     * The noise of one token, in [0, 1).
     *
     * @param position the position of the token among the sampled ones, from 0
     */
    float at(int position) {
        return SplitMix.uniform(SplitMix.mix(key, begun + position));
    }
}
