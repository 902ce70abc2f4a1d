package io.millrace.operators.grade;

import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.SampledGroup;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Parts;
import io.millrace.state.StateNames;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Grades sampled groups; ends pass through. The arithmetic is all in {@link Grade}.
 *
 * <p>Keeps the threshold of the reflection reward that was measured before the job began, so that a restore rewards as before,
 * whatever the client that restores it has measured.
 */
public final class GradeFunction extends RichMapFunction<Passage, Passage> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final Parts parts;
    private transient Grade grade;
    private transient GradeCounters counters;
    private transient OptionalDouble threshold;
    private transient ListState<Double> thresholds;

    public GradeFunction(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        thresholds = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(StateNames.REFLECTION_THRESHOLD, Types.DOUBLE));
        threshold = parts.measuredThreshold();
        for (double kept : thresholds.get()) {
            threshold = OptionalDouble.of(kept);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        thresholds.update(threshold.isPresent() ? List.of(threshold.getAsDouble()) : List.of());
    }

    @Override
    public void open(OpenContext context) {
        grade = parts.grade(threshold);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        counters = new GradeCounters(metrics);
        metrics.gauge(Metric.REFLECTION_THRESHOLD.key(), () -> threshold.orElse(Double.NaN));
    }

    @Override
    public Passage map(Passage passage) {
        if (!(passage instanceof SampledGroup sampled)) {
            return passage;
        }
        GradedGroup group = grade.apply(sampled);
        counters.count(group, grade);
        return group;
    }
}
