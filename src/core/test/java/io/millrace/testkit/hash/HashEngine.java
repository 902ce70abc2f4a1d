package io.millrace.testkit.hash;

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
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Samples tokens that are a hash of weights, query, visit, sample and position. */
public final class HashEngine implements PolicyEngine {
    public static final String TOO_LONG = "too long";
    public static final String BROKEN = "broken";
    public static final String UNUSABLE = "unusable";

    private static final int LENGTH = 4;
    private static final int CONTEXT = 1000;
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, false, false, true, false);

    private record Current(long weights, PolicyVersion version) {}

    private final FinishReason finish;
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final AtomicLong responses = new AtomicLong();
    private final Queue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
    private volatile Current current = new Current(0, null);

    /** Responses reach the token limit. */
    public HashEngine() {
        this(FinishReason.LENGTH);
    }

    /** @param finish why its responses end */
    HashEngine(FinishReason finish) {
        this.finish = finish;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("hash", 128, CONTEXT, true, CAPABILITIES);
    }

    @Override
    public void load(PolicyVersion version) {
        try {
            current = new Current(HashLearner.read(version.path()), version);
        } catch (IOException e) {
            throw new PolicyException("hash engine: " + version.path(), e);
        }
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        if (request.queryId().startsWith(TOO_LONG)) {
            return CompletableFuture.failedFuture(new PromptTooLongException(request.queryId(), CONTEXT + 1, CONTEXT));
        }
        if (request.queryId().startsWith(BROKEN)) {
            return CompletableFuture.failedFuture(new PolicyException("hash engine: " + request.queryId()));
        }
        if (request.queryId().startsWith(UNUSABLE)) {
            return CompletableFuture.failedFuture(new EngineFailedException("hash engine: must have a key, had none"));
        }
        if (request.prompt().size() >= CONTEXT) {
            return CompletableFuture.failedFuture(new PromptTooLongException(
                    request.queryId(), request.prompt().size(), CONTEXT));
        }
        CompletableFuture<List<Response>> group = new CompletableFuture<>();
        open.add(group);
        try {
            threads.execute(() -> {
                group.complete(responses(request));
                open.remove(group);
            });
        } catch (RejectedExecutionException e) {
            fail(group);
        }
        return group;
    }

    private static void fail(CompletableFuture<?> group) {
        group.completeExceptionally(new PolicyException("hash engine: is closed"));
    }

    /** The tokens that some weights sample. */
    public static TokenIds tokens(long weights, String query, long visit, int sample) {
        return new TokenIds(ids(hashes(weights, query, visit, sample, 0)));
    }

    /** @param begun position of the first token; a turn ends at a multiple of four tokens */
    private static long[] hashes(long weights, String query, long visit, int sample, int begun) {
        long[] hashes = new long[LENGTH - begun % LENGTH];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hashes.mix(weights, Hashes.of(query), visit, sample, begun + i);
        }
        return hashes;
    }

    private static int[] ids(long... hashes) {
        return Arrays.stream(hashes)
                .mapToInt(hash -> 97 + (int) Long.remainderUnsigned(hash, 26))
                .toArray();
    }

    private List<Response> responses(SamplingRequest request) {
        Current now = current;
        List<Response> group = new ArrayList<>();
        for (int sample = request.first(); sample < request.first() + request.samples(); sample++) {
            long[] hashes = hashes(now.weights(), request.queryId(), request.visit(), sample, request.begun());
            int[] ids = ids(hashes);
            float[] logProbs = new float[hashes.length];
            for (int position = 0; position < hashes.length; position++) {
                logProbs[position] = -(hashes[position] >>> 40) / (float) (1 << 24);
            }
            group.add(new Response(
                    sample,
                    new TokenIds(ids),
                    new LogProbs(LogProbs.Scale.RAW, logProbs),
                    Entropies.NONE,
                    finish,
                    List.of(new VersionSpan(
                            now.version().number(), now.version().step(), 0, ids.length)),
                    Origin.SAMPLED,
                    request.context()));
        }
        responses.addAndGet(group.size());
        return group;
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(0, 4 * responses.get(), responses.get(), 0, 0, 0);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        open.forEach(HashEngine::fail);
    }
}
