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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * An engine that returns responses from a script. It computes a group on the first thread that waits for its future, so tests
 * of callers need neither a clock nor other threads.
 */
public final class ScriptedEngine implements PolicyEngine {
    /** Provides the responses. */
    @FunctionalInterface
    public interface Script {
        /**
         * The text of one response.
         *
         * @throws ScriptedSilence if the group never completes
         * @throws RuntimeException the failure of the group
         */
        String answer(SamplingRequest request, int sample);
    }

    private final CharTokens tokens;
    private final Script script;
    private final List<SamplingRequest> requests = new ArrayList<>();
    private PolicyVersion version = new PolicyVersion(0, 0, Path.of("scripted"), Map.of());
    private long responseTokens;
    private long responses;
    private int running;
    private int mostRunning;
    private int cancelled;

    public ScriptedEngine(CharTokens tokens, Script script) {
        this.tokens = tokens;
        this.script = script;
    }

    /** All requests so far. */
    public List<SamplingRequest> requests() {
        return List.copyOf(requests);
    }

    /** The largest number of requests that were open at once. */
    public int mostRunning() {
        return mostRunning;
    }

    /** Requests that were cancelled before they were answered. */
    public int cancelled() {
        return cancelled;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                "scripted",
                tokens.vocabulary(),
                1024,
                true,
                new EngineCapabilities(true, false, false, false, true, true));
    }

    @Override
    public void load(PolicyVersion next) {
        version = next;
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        requests.add(request);
        running++;
        mostRunning = Math.max(mostRunning, running);
        return new Group(request);
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(0, responseTokens, responses, 0, running, 0);
    }

    @Override
    public void close() {}

    private Response response(SamplingRequest request, int sample, String text) {
        int[] ids = tokens.encode(text).ids();
        boolean fits = ids.length < request.sampling().maxTokens();
        int[] all =
                Arrays.copyOf(ids, fits ? ids.length + 1 : request.sampling().maxTokens());
        if (fits) {
            all[ids.length] = CharTokens.END;
        }
        responses++;
        responseTokens += all.length;
        return new Response(
                sample,
                new TokenIds(all),
                LogProbs.NONE,
                Entropies.NONE,
                fits ? FinishReason.STOP : FinishReason.LENGTH,
                List.of(new VersionSpan(version.number(), version.step(), 0, all.length)),
                Origin.SAMPLED,
                request.context());
    }

    private final class Group extends CompletableFuture<List<Response>> {
        private final SamplingRequest request;

        private Group(SamplingRequest request) {
            this.request = request;
        }

        @Override
        public List<Response> get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            if (!isDone()) {
                answer();
            }
            return super.get(0, unit);
        }

        @Override
        public boolean cancel(boolean interrupt) {
            boolean open = super.cancel(interrupt);
            if (open) {
                running--;
                cancelled++;
            }
            return open;
        }

        private void answer() {
            try {
                List<String> texts = IntStream.range(0, request.samples())
                        .mapToObj(sample -> script.answer(request, request.first() + sample))
                        .toList();
                running--;
                complete(IntStream.range(0, texts.size())
                        .mapToObj(sample -> response(request, request.first() + sample, texts.get(sample)))
                        .toList());
            } catch (ScriptedSilence e) {
                return;
            } catch (RuntimeException e) {
                running--;
                completeExceptionally(e);
            }
        }
    }

    /** Thrown by a script for a group that never completes. */
    public static final class ScriptedSilence extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
