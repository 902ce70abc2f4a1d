package io.millrace.operators.revise;

import io.millrace.assembly.SamplingParts;
import io.millrace.method.RevisedGroup;
import io.millrace.method.Reviser;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.SampledGroup;
import io.millrace.operators.AssignedGpus;
import io.millrace.operators.Incarnation;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.operators.sample.SharedSampler;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Revises sampled groups with the sampler's engine; ended visits pass through, and so do all groups if revision is off.
 * Groups that cannot be revised pass through unchanged: see {@link Reviser}.
 *
 * <p>Stateless: Flink's async operator stores the groups in flight in checkpoints, and they are revised again after a
 * restore, with the same noise. The operator is part of the job whether groups are revised or not, so that a run can be
 * resumed with the method switched on or off.
 */
public final class ReviseFunction extends RichAsyncFunction<Passage, Passage> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final SamplingParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;

    private transient OptionalLong restored;
    private transient volatile @Nullable SharedSampler sampler;
    private transient Optional<Reviser> reviser;
    private transient RevisionCounters counters;
    private transient FaultTrigger revised;

    public ReviseFunction(SamplingParts parts, StreamSettings settings, FaultPlan faults) {
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
        // The async operator stores the groups in flight.
    }

    @Override
    public void open(OpenContext context) {
        revised = faults.at(FaultPlan.Point.REVISED, getRuntimeContext());
        counters = new RevisionCounters(getRuntimeContext().getMetricGroup());
        parts.useDevice(() -> AssignedGpus.of(getRuntimeContext()));
        SharedSampler shared = SharedSampler.acquire(parts, settings, Incarnation.of(getRuntimeContext(), restored));
        sampler = shared;
        reviser = shared.reviser(parts);
    }

    @Override
    public void asyncInvoke(Passage passage, ResultFuture<Passage> result) {
        if (!(passage instanceof SampledGroup group)) {
            result.complete(List.of(passage));
        } else if (reviser.isEmpty()) {
            revised.pass();
            result.complete(List.of(group));
        } else {
            start(group, reviser.get(), result);
        }
    }

    /** Waits until the visit could be sampled: after a restore, the engine must first load the current weights. */
    private void start(SampledGroup group, Reviser delegate, ResultFuture<Passage> result) {
        SharedSampler shared = sampler;
        if (shared == null) {
            throw new IllegalStateException("revise: called before open");
        }
        PromptVisit visit = group.visit();
        shared.follower().whenMayStart(visit.split(), visit.ordinal()).whenComplete((version, stalled) -> {
            if (stalled != null) {
                result.completeExceptionally(stalled);
            } else {
                delegate.apply(group).whenComplete((done, failure) -> finish(done, failure, result));
            }
        });
    }

    private void finish(@Nullable RevisedGroup done, @Nullable Throwable failure, ResultFuture<Passage> result) {
        if (sampler == null) {
            return; // Closed: the engine fails its requests in flight, and the next attempt revises these groups again.
        }
        try {
            if (done == null) {
                throw new IllegalStateException("revise: failed to return a group", failure);
            }
            counters.count(done);
            revised.pass();
            result.complete(List.of(done.group()));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
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
