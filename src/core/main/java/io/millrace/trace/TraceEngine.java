package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.NotRecordedException;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Returns recorded responses as if it had sampled them: each visit gets the next responses of its query, starting over when all
 * have been used. The choice depends only on visit and sample, so runs are reproducible.
 *
 * <p>It has no weights: a loaded version is only recorded in the responses. A query without a recorded response fails like any
 * prompt that cannot be sampled.
 */
public final class TraceEngine implements PolicyEngine {
    /** The name of its kind. */
    public static final String NAME = "trace";

    /** Capabilities of this engine: it only replays. */
    public static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(false, true, false, false, true, false);

    private final TraceFile trace;
    private final Tokenizer tokenizer;
    private final int contextTokens;
    private final LongSupplier nanos;
    private final ExecutorService threads;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong responseTokens = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private volatile PolicyVersion version;

    /**
     * @param trace the recording to replay; closed with the engine
     * @param version version recorded in responses until another is loaded
     * @param contextTokens maximum length of prompt and response together, in tokens
     * @param threads number of reader threads, at least 1
     * @param nanos monotonic clock, in nanoseconds
     */
    public TraceEngine(
            TraceFile trace,
            Tokenizer tokenizer,
            PolicyVersion version,
            int contextTokens,
            int threads,
            LongSupplier nanos) {
        this.trace = requireNonNull(trace, "trace");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.version = requireNonNull(version, "version");
        this.contextTokens = contextTokens;
        this.nanos = requireNonNull(nanos, "nanos");
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "trace");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(NAME, tokenizer.vocabulary(), contextTokens, true, CAPABILITIES);
    }

    @Override
    public void load(PolicyVersion next) {
        version = next;
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        int prompt = request.prompt().size();
        if (prompt >= contextTokens) {
            return CompletableFuture.failedFuture(new PromptTooLongException(request.queryId(), prompt, contextTokens));
        }
        Answer answer = new Answer(request);
        queued.incrementAndGet();
        try {
            threads.execute(answer);
        } catch (RejectedExecutionException e) {
            answer.abandon();
        }
        return answer.group;
    }

    /** A request in progress. */
    private final class Answer implements Runnable {
        private final SamplingRequest request;
        private final CompletableFuture<List<Response>> group = new CompletableFuture<>();

        Answer(SamplingRequest request) {
            this.request = request;
        }

        @Override
        public void run() {
            queued.decrementAndGet();
            if (!group.isCancelled()) {
                answer(request, group);
            }
        }

        /** Fails the request because the engine was closed before its turn. */
        void abandon() {
            queued.decrementAndGet();
            group.completeExceptionally(
                    new PolicyException("prompt %s: engine %s is closed".formatted(request.queryId(), NAME)));
        }
    }

    private void answer(SamplingRequest request, CompletableFuture<List<Response>> group) {
        long start = nanos.getAsLong();
        running.addAndGet(request.samples());
        Runnable end;
        try {
            List<Response> replayed = replay(request);
            end = () -> group.complete(replayed);
        } catch (NotRecordedException e) {
            end = () -> group.completeExceptionally(e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            String failure = "prompt %s: %s".formatted(request.queryId(), e.getMessage());
            end = () -> group.completeExceptionally(new PolicyException(failure, e));
        }
        running.addAndGet(-request.samples());
        busy.addAndGet(nanos.getAsLong() - start);
        end.run();
    }

    private List<Response> replay(SamplingRequest request) throws IOException {
        PolicyVersion now = version;
        long first = request.visit() * request.samples() + request.first();
        List<RecordedResponse> recorded = trace.read(request.queryId(), first, request.samples());
        int longest = Math.min(
                request.sampling().maxTokens(), contextTokens - request.prompt().size());
        List<Response> group = new ArrayList<>(recorded.size());
        for (RecordedResponse one : recorded) {
            Response response = one.sampled(request.first() + group.size(), tokenizer, longest, now, request.context());
            responseTokens.addAndGet(response.length());
            group.add(response);
        }
        promptTokens.addAndGet(request.prompt().size());
        responses.addAndGet(group.size());
        return group;
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(
                promptTokens.get(), responseTokens.get(), responses.get(), queued.get(), running.get(), busy.get());
    }

    @Override
    public void close() {
        threads.shutdownNow().forEach(waiting -> ((Answer) waiting).abandon());
        trace.close();
    }
}
