package io.millrace.agent;

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
import io.millrace.testkit.CharTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * An engine that answers at once with texts: each token has the log-prob -0.5 and the entropy 1, and is sampled by the version that
 * has the number of the turn. A text ends with the stop token unless it ends with another token that stops, or is too long.
 */
final class TalkingEngine implements PolicyEngine {
    /** The next turn of a response. */
    interface Talk {
        /** @param said the response so far */
        String next(int sample, String said);
    }

    private final CharTokens tokens;
    private final int contextTokens;
    private final Talk talk;
    private final List<SamplingRequest> requests = Collections.synchronizedList(new ArrayList<>());

    TalkingEngine(CharTokens tokens, int contextTokens, Talk talk) {
        this.tokens = tokens;
        this.contextTokens = contextTokens;
        this.talk = talk;
    }

    List<SamplingRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                "talking",
                tokens.vocabulary(),
                contextTokens,
                true,
                new EngineCapabilities(true, false, false, true, true, true));
    }

    @Override
    public void load(PolicyVersion version) {}

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        requests.add(request);
        return CompletableFuture.completedFuture(IntStream.range(0, request.samples())
                .mapToObj(i -> response(request, request.first() + i))
                .toList());
    }

    private Response response(SamplingRequest request, int sample) {
        int[] prompt = request.prompt().ids();
        int[] said = Arrays.copyOfRange(prompt, prompt.length - request.begun(), prompt.length);
        int[] text = tokens.encode(talk.next(sample, tokens.decode(new TokenIds(said))))
                .ids();
        boolean stops = text.length > 0 && request.sampling().stopIds().contains(text[text.length - 1]);
        int[] whole = stops ? text : Arrays.copyOf(text, text.length + 1);
        if (!stops) {
            whole[text.length] = CharTokens.END;
        }
        int most = Math.min(request.sampling().maxTokens(), contextTokens - prompt.length);
        int[] kept = Arrays.copyOf(whole, Math.min(whole.length, most));
        float[] logProbs = new float[kept.length];
        float[] entropies = new float[kept.length];
        Arrays.fill(logProbs, -0.5f);
        Arrays.fill(entropies, 1);
        int turn = request.begun() == 0 ? 0 : 1;
        return new Response(
                sample,
                new TokenIds(kept),
                new LogProbs(LogProbs.Scale.RAW, logProbs),
                new Entropies(true, entropies),
                kept.length == whole.length ? FinishReason.STOP : FinishReason.LENGTH,
                List.of(new VersionSpan(turn, turn, 0, kept.length)),
                Origin.SAMPLED,
                request.context());
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(
                0, 0, requests.stream().mapToInt(SamplingRequest::samples).sum(), 0, 0, 0);
    }

    @Override
    public void close() {}
}
