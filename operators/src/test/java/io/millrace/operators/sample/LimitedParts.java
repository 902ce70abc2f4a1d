package io.millrace.operators.sample;

import io.millrace.assembly.Parts;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.operators.testkit.ForwardingParts;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.hash.HashParts;
import io.millrace.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The hash system with responses limited to 2 tokens for some steps, and an engine that respects the limit.
 *
 * @param until step from which the limit no longer applies
 */
record LimitedParts(int until) implements ForwardingParts {
    private static final HashParts HASH = new HashParts(1, 0, 0, 100);

    @Override
    public Parts parts() {
        return HASH;
    }

    @Override
    public SamplingPlan sampling(Tokenizer tokenizer) {
        return HASH.sampling(tokenizer).within(List.of(new SamplingPlan.Limit(until, 2)));
    }

    @Override
    public PolicyEngine engine() {
        return new Cutting(HASH.engine());
    }

    private record Cutting(PolicyEngine engine) implements PolicyEngine {
        @Override
        public EngineInfo info() {
            return engine.info();
        }

        @Override
        public void load(PolicyVersion version) {
            engine.load(version);
        }

        @Override
        public CompletableFuture<List<Response>> sample(SamplingRequest request) {
            int most = request.sampling().maxTokens();
            return engine.sample(request)
                    .thenApply(group ->
                            group.stream().map(response -> cut(response, most)).toList());
        }

        private static Response cut(Response response, int most) {
            int length = Math.min(most, response.length());
            VersionSpan span = response.spans().get(0);
            return new Response(
                    response.sample(),
                    new TokenIds(Arrays.copyOf(response.tokens().ids(), length)),
                    LogProbs.NONE,
                    response.entropies(),
                    response.finish(),
                    List.of(new VersionSpan(span.version(), span.step(), 0, length)),
                    response.origin(),
                    response.context());
        }

        @Override
        public EngineStatistics statistics() {
            return engine.statistics();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
