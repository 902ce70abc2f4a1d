package io.millrace.uniform;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.random.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Samples each token uniformly from the vocabulary V, or from its first K tokens with top-k and top-p:
 *
 * <pre>
 *   p(token | anything) = 1 / K    K = min(|V|, topK, ceil(topP |V|))    entropy = ln K
 * </pre>
 *
 * <p>All logits are equal, so the temperature has no effect, and among equally likely tokens the first are kept. Noise is a
 * function of (seed, query, visit, sample, position). The engine has no weights: a loaded version only labels responses. Sampling
 * evaluates no model, so it runs on the caller's thread.
 */
public final class UniformEngine implements PolicyEngine {
    /** The name of this engine kind. */
    public static final String NAME = "uniform";

    /** Exact entropies, seeded noise and stopping by token; no weights and no scoring. */
    public static final EngineCapabilities CAPABILITIES = new EngineCapabilities(false, false, false, true, true, true);

    private final int vocabulary;
    private final int contextTokens;
    private final LongSupplier nanos;
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong responseTokens = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private volatile PolicyVersion version;
    private volatile boolean closed;

    /**
     * @param version version that labels responses until another is loaded
     * @param vocabulary number of token ids, at least 1
     * @param contextTokens maximum length of prompt and response together, in tokens, at least 1
     * @param nanos monotonic clock, in nanoseconds
     */
    public UniformEngine(PolicyVersion version, int vocabulary, int contextTokens, LongSupplier nanos) {
        Require.that(vocabulary >= 1, "engine %s: vocabulary must be >= 1, was %d", NAME, vocabulary);
        Require.that(contextTokens >= 1, "engine %s: contextTokens must be >= 1, was %d", NAME, contextTokens);
        this.version = requireNonNull(version, "version");
        this.vocabulary = vocabulary;
        this.contextTokens = contextTokens;
        this.nanos = requireNonNull(nanos, "nanos");
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(NAME, vocabulary, contextTokens, true, CAPABILITIES);
    }

    @Override
    public void load(PolicyVersion next) {
        version = requireNonNull(next, "next");
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        int prompt = request.prompt().size();
        if (closed) {
            return CompletableFuture.failedFuture(
                    new PolicyException("prompt %s: engine %s is closed".formatted(request.queryId(), NAME)));
        }
        if (prompt >= contextTokens) {
            return CompletableFuture.failedFuture(new PromptTooLongException(request.queryId(), prompt, contextTokens));
        }
        long start = nanos.getAsLong();
        PolicyVersion now = version;
        List<Response> group = new ArrayList<>(request.samples());
        for (int sample = request.first(); sample < request.first() + request.samples(); sample++) {
            Response response = response(request, sample, now);
            responseTokens.addAndGet(response.length());
            group.add(response);
        }
        promptTokens.addAndGet(prompt);
        responses.addAndGet(group.size());
        busy.addAndGet(nanos.getAsLong() - start);
        return CompletableFuture.completedFuture(group);
    }

    private Response response(SamplingRequest request, int sample, PolicyVersion now) {
        Sampling sampling = request.sampling();
        int kept = kept(sampling);
        long key = SplitMix.mix(
                SplitMix.mix(SplitMix.mix(SplitMix.mix(sampling.seed()), request.queryId()), request.visit()), sample);
        int[] ids = new int
                [Math.min(sampling.maxTokens(), contextTokens - request.prompt().size())];
        int length = 0;
        boolean stopped = false;
        while (length < ids.length && !stopped) {
            ids[length] = (int) Long.remainderUnsigned(SplitMix.mix(key, request.begun() + length), kept);
            stopped = sampling.stopIds().contains(ids[length]);
            length++;
        }
        return new Response(
                sample,
                new TokenIds(Arrays.copyOf(ids, length)),
                new LogProbs(sampling.scale(), filled(length, -Math.log(kept))),
                new Entropies(true, filled(length, Math.log(kept))),
                stopped ? FinishReason.STOP : FinishReason.LENGTH,
                List.of(new VersionSpan(now.number(), now.step(), 0, length)),
                Origin.SAMPLED,
                request.context());
    }

    /** The number of tokens that top-k and top-p keep. */
    private int kept(Sampling sampling) {
        int byShare = (int) Math.ceil(sampling.topP() * vocabulary);
        return Math.min(byShare, sampling.topK() == 0 ? vocabulary : Math.min(sampling.topK(), vocabulary));
    }

    private static float[] filled(int length, double value) {
        float[] values = new float[length];
        Arrays.fill(values, (float) value);
        return values;
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(promptTokens.get(), responseTokens.get(), responses.get(), 0, 0, busy.get());
    }

    @Override
    public void close() {
        closed = true;
    }
}
