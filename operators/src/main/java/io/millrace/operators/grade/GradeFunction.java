package io.millrace.operators.grade;

import io.millrace.assembly.GradingParts;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.SampledGroup;
import io.millrace.ordered.OrderedMap;
import io.millrace.pipeline.Grade;
import io.millrace.state.StateNames;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Grades sampled groups; ended visits pass through. The logic is in {@link Grade}, which grades immediately if a
 * verifier is local; groups that wait for a remote verifier are in flight concurrently, and Flink's async operator
 * stores them in checkpoints.
 *
 * <p>Stores the values that were measured for methods before the job started, so that a restored job computes the same
 * rewards, whatever the restoring client has measured.
 */
public final class GradeFunction extends RichAsyncFunction<Passage, Passage> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final GradingParts parts;
    private transient volatile @Nullable Grade grade;
    private transient GradeCounters counters;
    private transient Map<String, Double> measured;
    private transient ListState<Map<String, Double>> kept;

    public GradeFunction(GradingParts parts) {
        this.parts = parts;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        kept = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>(StateNames.MEASURED, Types.MAP(Types.STRING, Types.DOUBLE)));
        measured = parts.measured();
        for (Map<String, Double> values : kept.get()) {
            measured = OrderedMap.sortedCopyOf(values);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        kept.update(measured.isEmpty() ? List.of() : List.of(measured));
    }

    @Override
    public void open(OpenContext context) {
        Grade opened = parts.grade(measured);
        grade = opened;
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        counters = new GradeCounters(metrics, opened.figures());
        VerifierGauges.register(metrics, opened);
    }

    @Override
    public void asyncInvoke(Passage passage, ResultFuture<Passage> result) {
        Grade open = grade;
        if (open == null) {
            throw new IllegalStateException("grade: called before open");
        }
        if (passage instanceof SampledGroup sampled) {
            open.start(sampled).whenComplete((group, failure) -> finish(group, failure, result));
        } else {
            result.complete(List.of(passage));
        }
    }

    private void finish(@Nullable GradedGroup group, @Nullable Throwable failure, ResultFuture<Passage> result) {
        if (grade == null) {
            return; // Closed: the next attempt grades the groups in flight again.
        }
        try {
            if (group == null) {
                throw new IllegalStateException("grade: failed to return a group", failure);
            }
            counters.count(group);
            result.complete(List.of(group));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        Grade open = grade;
        grade = null;
        if (open != null) {
            open.close();
        }
    }
}
