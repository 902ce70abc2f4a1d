package io.millrace.operators.sample;

import io.millrace.assembly.SamplingParts;
import io.millrace.metric.Metric;
import io.millrace.model.Passage;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.operators.AssignedGpus;
import io.millrace.operators.Incarnation;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.NotRecordedException;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.SamplingRequest;
import io.millrace.policy.StalenessPacing;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Samples a group for each visit as soon as the staleness bound allows.
 *
 * <p>Stateless: Flink's async operator stores the visits in flight in checkpoints, and they are sampled again after a
 * restore, with the same noise and, if the staleness bound is 0, with weights of the same step. A visit that the engine
 * cannot sample ends with that reason; an engine that fails on consecutive visits fails the job instead of consuming
 * the input.
 */
public final class SampleFunction extends RichAsyncFunction<PromptVisit, Passage> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final int MAX_CONSECUTIVE_FAILURES = 16;

    private final SamplingParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;

    private transient OptionalLong restored;
    private transient volatile @Nullable SharedSampler sampler;
    private transient Tokenizer tokenizer;
    private transient int promptTokens;
    private transient SamplingPlan sampling;
    private transient AtomicInteger failuresInARow;
    private transient Counter failures;
    private transient FaultTrigger sampled;
    private transient @Nullable ServerGauges servers;

    public SampleFunction(SamplingParts parts, StreamSettings settings, FaultPlan faults) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.getRestoredCheckpointId();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The async operator stores the visits in flight.
    }

    @Override
    public void open(OpenContext context) {
        tokenizer = parts.tokenizer();
        promptTokens = parts.promptTokens();
        sampling = parts.sampling(tokenizer);
        failuresInARow = new AtomicInteger();
        sampled = faults.at(FaultPlan.Point.SAMPLED, getRuntimeContext());
        parts.useDevice(() -> AssignedGpus.of(getRuntimeContext()));
        SharedSampler shared = SharedSampler.acquire(parts, settings, Incarnation.of(getRuntimeContext(), restored));
        sampler = shared;
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        failures = metrics.counter(Metric.SAMPLING_FAILURES.key());
        if (shared.claimReport()) {
            servers = report(shared.engine(), metrics);
        }
    }

    /** The engine and its totals are shared by the subtasks of this JVM. */
    private static ServerGauges report(PolicyEngine engine, MetricGroup metrics) {
        metrics.gauge(Metric.VISITS_WAITING.key(), () -> engine.statistics().queued());
        metrics.gauge(
                Metric.RESPONSES_IN_FLIGHT.key(), () -> engine.statistics().running());
        metrics.gauge(Metric.RESPONSES_SAMPLED.key(), () -> engine.statistics().responses());
        metrics.gauge(Metric.TOKENS_SAMPLED.key(), () -> engine.statistics().responseTokens());
        return ServerGauges.register(metrics, engine);
    }

    @Override
    public void asyncInvoke(PromptVisit visit, ResultFuture<Passage> result) {
        SharedSampler shared = sampler;
        if (shared == null) {
            throw new IllegalStateException("sampler: called before open");
        }
        if (servers != null) {
            servers.onVisit();
        }
        Function<PolicyVersion, CompletableFuture<SampledGroup>> group = prepare(shared.engine(), visit);
        shared.follower().whenMayStart(visit.split(), visit.ordinal()).whenComplete((version, stalled) -> {
            if (stalled != null) {
                result.completeExceptionally(cause(stalled));
            } else {
                start(group, version).whenComplete((sampled, error) -> finish(visit, sampled, error, result));
            }
        });
    }

    /** A prompt that cannot be tokenized is handled like any other failure of its visit, in the same order. */
    private Function<PolicyVersion, CompletableFuture<SampledGroup>> prepare(PolicyEngine engine, PromptVisit visit) {
        try {
            TokenIds prompt = tokenizer.prompt(visit.prompt().messages());
            if (visit.prompt().kind() == PromptKind.PLAIN) {
                PromptTooLongException.check(visit.prompt().queryId(), prompt.size(), promptTokens);
            }
            return version -> engine.sample(request(visit, prompt, version))
                    .thenApply(responses -> new SampledGroup(visit, prompt, responses));
        } catch (RuntimeException e) {
            return version -> CompletableFuture.failedFuture(e);
        }
    }

    private SamplingRequest request(PromptVisit visit, TokenIds prompt, PolicyVersion version) {
        Prompt asked = visit.prompt();
        return new SamplingRequest(
                        asked.queryId(),
                        visit.visit(),
                        asked.kind(),
                        prompt,
                        settings.groupSize(),
                        0,
                        sampling(visit, version))
                .with(visit.priority())
                .answering(asked);
    }

    /** The temperature of the round that a prompt's visit is meant for; reflections are not tied to a round. */
    private Sampling sampling(PromptVisit visit, PolicyVersion version) {
        return visit.split().equals(StalenessPacing.REFLECTIONS)
                ? sampling.fullAt(version.step())
                : sampling.at(visit.ordinal() / settings.pacing().groups());
    }

    private static CompletableFuture<SampledGroup> start(
            Function<PolicyVersion, CompletableFuture<SampledGroup>> group, PolicyVersion version) {
        try {
            return group.apply(version);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finish(
            PromptVisit visit, @Nullable SampledGroup group, @Nullable Throwable error, ResultFuture<Passage> result) {
        if (sampler == null) {
            return; // Closed: the engine fails its requests in flight, and the next attempt samples these visits again.
        }
        try {
            result.complete(List.of(passage(visit, group, error)));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private Passage passage(PromptVisit visit, @Nullable SampledGroup group, @Nullable Throwable error) {
        if (group != null) {
            failuresInARow.set(0);
            sampled.pass();
            return group;
        }
        Throwable cause = cause(error);
        if (cause instanceof PromptTooLongException) {
            return new VisitEnd(visit, VisitEnd.Kind.PROMPT_TOO_LONG, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof UnreadablePromptException) {
            return new VisitEnd(visit, VisitEnd.Kind.UNREADABLE, String.valueOf(cause.getMessage()));
        }
        failures.inc();
        if (cause instanceof EngineFailedException) {
            throw new IllegalStateException("sampler: " + cause.getMessage(), cause);
        }
        if (cause instanceof NotRecordedException) {
            return new VisitEnd(visit, VisitEnd.Kind.SAMPLING_FAILED, String.valueOf(cause.getMessage()));
        }
        if (failuresInARow.incrementAndGet() >= MAX_CONSECUTIVE_FAILURES) {
            throw new IllegalStateException(
                    "sampler: %d visits failed in a row, the last with: %s"
                            .formatted(MAX_CONSECUTIVE_FAILURES, cause.getMessage()),
                    cause);
        }
        return new VisitEnd(visit, VisitEnd.Kind.SAMPLING_FAILED, String.valueOf(cause.getMessage()));
    }

    private static Throwable cause(@Nullable Throwable error) {
        Throwable inner = error instanceof CompletionException ? error.getCause() : error;
        return inner == null ? new IllegalStateException("engine: returned neither responses nor a failure") : inner;
    }

    @Override
    public void timeout(PromptVisit visit, ResultFuture<Passage> result) {
        result.completeExceptionally(new IllegalStateException("visit of %s: did not end within the async time limit"
                .formatted(visit.prompt().queryId())));
    }

    @Override
    public void close() {
        SharedSampler shared = sampler;
        sampler = null;
        if (shared != null) {
            shared.release();
        }
    }
}
