package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.random.SplitMix;
import io.millrace.server.GroupTask.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns parts of groups into calls, and replies into responses. */
final class SampleCalls {
    private final ServersConfig config;
    private final PolicyTraits policy;

    SampleCalls(ServersConfig config, PolicyTraits policy) {
        this.config = config;
        this.policy = policy;
    }

    /**
     * The call for a part.
     *
     * @param number number of the request, for its id
     */
    SampleCall of(Part part, ServerTraits server, long number) {
        SamplingRequest request = part.group.request;
        Sampling asked = request.sampling();
        long context = Math.min(
                policy.contextTokens(), server.identity().contextTokens().orElse(Integer.MAX_VALUE));
        int most = (int) Math.min(
                asked.maxTokens(), Math.max(1, context - request.prompt().size()));
        long base = SplitMix.mix(
                SplitMix.mix(SplitMix.mix(SplitMix.mix(asked.seed()), request.queryId()), request.visit()),
                part.resampled);
        base = request.begun() == 0 ? base : SplitMix.mix(base, request.begun());
        return new SampleCall(
                "millrace-%d".formatted(number),
                server.identity().model(),
                request.prompt(),
                part.samples,
                (base >>> (Long.SIZE - SampleCall.SEED_BITS)) + request.first() + part.from,
                new Sampling(asked.temperature(), asked.topP(), asked.topK(), most, asked.stopIds(), asked.seed()),
                config.topLogProbs());
    }

    /**
     * Time that a call may take.
     *
     * @param left time left for its group
     */
    Duration limit(SampleCall call, Duration left) {
        Duration own = config.limit(call.sampling().maxTokens());
        return own.compareTo(left) < 0 ? own : left;
    }

    /**
     * The responses in a reply.
     *
     * @param at version that the server had when the call was sent
     * @param labels versions by the labels of their weights
     * @throws ServerFault if the reply cannot be used
     */
    List<Response> read(
            Part part,
            SampleCall call,
            ServerTraits server,
            PolicyVersion at,
            Map<String, PolicyVersion> labels,
            JsonNode reply)
            throws ServerFault {
        SamplingRequest request = part.group.request;
        try {
            List<Completion> completions = server.dialect().completions(reply, call);
            Samples.check(completions, call, policy.vocabulary());
            List<Response> sampled = new ArrayList<>();
            for (Completion completion : completions) {
                int sample = request.first() + part.from + sampled.size();
                sampled.add(Samples.response(completion, sample, request, server, policy.vocabulary(), at, labels));
            }
            return sampled;
        } catch (RuntimeException e) {
            throw ServerFault.unusable(server.dialect(), e);
        }
    }
}
