package io.millrace.torch.sample;

import static java.util.Objects.requireNonNull;

import io.millrace.huggingface.ModelConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.ScoringRequest;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.Weights;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The embedded engine: one thread decodes all requests of the JVM together ({@link DecodeLoop}).
 *
 * <p>New weights take effect between two calls into libtorch. Keys and values of responses in progress were computed
 * with the old weights and are kept, as in AReaL (arXiv:2505.24298) without its recomputation and in PipelineRL
 * (arXiv:2509.19128): the log-probabilities are those of the actual sampling distribution, and the {@link
 * io.millrace.model.VersionSpan}s record where the weights changed.
 *
 * <p>A failure inside libtorch fails the responses in that call; the engine continues with the next request.
 */
public final class DjlPolicyEngine implements PolicyEngine {
    /** The type name of this engine. */
    public static final String NAME = "djl";

    /** The engine's capabilities. */
    public static final EngineCapabilities CAPABILITIES = new EngineCapabilities(true, false, true, true, true, true);

    private final DjlEngineConfig config;
    private final ModelConfig model;
    private final int contextTokens;
    private final DecodeLoop loop;
    private final ScheduledThreadPoolExecutor watchdog;

    private DjlPolicyEngine(PolicyVersion version, Weights weights, DjlEngineConfig config, LongSupplier nanoTime) {
        this.config = config;
        model = weights.config();
        contextTokens = Math.min(config.contextTokens(), model.positions());
        loop = DecodeLoop.start(version, weights, config, contextTokens, nanoTime);
        watchdog = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "millrace-engine-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts an engine with a version's weights.
     *
     * @param nanoTime a monotonic clock for measurements, in nanoseconds; {@code System::nanoTime}
     * @throws PolicyException if the version cannot be read or libtorch does not start
     */
    public static DjlPolicyEngine open(PolicyVersion version, DjlEngineConfig config, LongSupplier nanoTime) {
        requireNonNull(config, "config");
        requireNonNull(nanoTime, "nanoTime");
        Weights weights = Weights.load(version.path());
        try {
            return new DjlPolicyEngine(version, weights, config, nanoTime);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                NAME, model.vocabulary(), contextTokens, config.batching() instanceof Batching.Group, CAPABILITIES);
    }

    @Override
    public void load(PolicyVersion version) {
        Weights weights = Weights.load(version.path());
        if (!weights.layout().parameters().equals(loop.layout().parameters())
                || !ProgramSource.of(weights.config()).equals(ProgramSource.of(model))) {
            ModelConfig other = weights.config();
            weights.close();
            throw new PolicyException(
                    "version %d: model must be %s (the engine's), was %s".formatted(version.number(), model, other));
        }
        loop.swap(version, weights);
    }

    @Override
    public CompletableFuture<List<Response>> sample(SamplingRequest request) {
        try {
            check(request);
        } catch (PolicyException e) {
            return CompletableFuture.failedFuture(e);
        }
        GroupTask task = new GroupTask(request, ForkJoinPool.commonPool());
        if (!loop.submit(task)) {
            return CompletableFuture.failedFuture(DecodeLoop.closed(request.queryId()));
        }
        watch(task.future, request.queryId());
        return task.future;
    }

    @Override
    public CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        try {
            for (ScoringRequest.Text text : request.texts()) {
                if (text.tokens().size() > contextTokens) {
                    throw new PromptTooLongException(
                            request.queryId(), text.tokens().size(), contextTokens);
                }
                checkIds(request.queryId(), text.tokens());
            }
            checkIds(request.queryId(), request.candidates());
        } catch (PolicyException e) {
            return CompletableFuture.failedFuture(e);
        }
        ScoreTask task = new ScoreTask(request, ForkJoinPool.commonPool());
        if (!loop.submit(task)) {
            return CompletableFuture.failedFuture(DecodeLoop.closed(request.queryId()));
        }
        watch(task.future, request.queryId());
        return task.future;
    }

    @Override
    public EngineStatistics statistics() {
        return loop.statistics();
    }

    @Override
    public void close() {
        loop.close();
        watchdog.shutdownNow();
    }

    private void watch(CompletableFuture<?> answer, String queryId) {
        ScheduledFuture<?> alarm = watchdog.schedule(
                () -> answer.completeExceptionally(
                        new PolicyException("prompt %s: was not answered within %s; the engine is overloaded or stuck"
                                .formatted(queryId, config.timeLimit()))),
                config.timeLimit().toMillis(),
                TimeUnit.MILLISECONDS);
        answer.whenComplete((responses, failure) -> alarm.cancel(false));
    }

    private void check(SamplingRequest request) {
        int length = request.prompt().size();
        if (length >= contextTokens) {
            throw new PromptTooLongException(request.queryId(), length, contextTokens);
        }
        checkIds(request.queryId(), request.prompt());
    }

    private void checkIds(String queryId, TokenIds tokens) {
        int[] ids = tokens.ids();
        for (int at = 0; at < ids.length; at++) {
            if (ids[at] < 0 || ids[at] >= model.vocabulary()) {
                throw new PolicyException(
                        "prompt %s: token id at position %d must be in [0, %d), was %d; check the tokenizer"
                                .formatted(queryId, at, model.vocabulary(), ids[at]));
            }
        }
    }
}
