package io.millrace.testkit;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ScoringRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An engine at version 9, step 5, that answers requests for one sample immediately, on the calling thread. */
public final class AnsweringEngine implements PolicyEngine {
    /** Its context, in tokens. */
    public static final int CONTEXT = 1024;

    private final Function<SamplingRequest, TokenIds> answers;
    private final Function<ScoringRequest, List<float[][]>> scores;
    private final List<SamplingRequest> requests = new ArrayList<>();
    private final List<ScoringRequest> scored = new ArrayList<>();
    private boolean closed;

    /** @param answers tokens of a response; may throw, which fails the request */
    public AnsweringEngine(
            Function<SamplingRequest, TokenIds> answers, Function<ScoringRequest, List<float[][]>> scores) {
        this.answers = answers;
        this.scores = scores;
    }

    /** All requests for samples so far. */
    public List<SamplingRequest> requests() {
        return List.copyOf(requests);
    }

    /** All requests for scores so far. */
    public List<ScoringRequest> scored() {
        return List.copyOf(scored);
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                "answering", 1 << 16, CONTEXT, true, new EngineCapabilities(true, false, true, false, true, true));
    }

    @Override
    public void load(PolicyVersion version) {
        // There is only one version.
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        requests.add(request);
        try {
            TokenIds tokens = answers.apply(request);
            return CompletableFuture.completedFuture(List.of(new Response(
                    request.first(),
                    tokens,
                    LogProbs.NONE,
                    Entropies.NONE,
                    FinishReason.STOP,
                    List.of(new VersionSpan(9, 5, 0, tokens.size())),
                    Origin.SAMPLED,
                    request.context())));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        scored.add(request);
        try {
            return CompletableFuture.completedFuture(scores.apply(request));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
