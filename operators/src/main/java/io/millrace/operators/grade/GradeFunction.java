package io.millrace.operators.grade;

import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
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
import org.apache.flink.metrics.Counter;
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
    private static final double RECENT = 0.05;

    private final Parts parts;
    private transient Grade grade;
    private transient Counter graded;
    private transient Counter ungraded;
    private transient volatile double spread;
    private transient volatile double density;
    private transient Counter right;
    private transient Counter replaced;
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
        right = metrics.counter(Metric.REVISIONS_RIGHT.key());
        replaced = metrics.counter(Metric.REVISIONS_REPLACED.key());
        density = Double.NaN;
        metrics.gauge(Metric.REFLECTION_DENSITY.key(), () -> density);
        metrics.gauge(Metric.REFLECTION_THRESHOLD.key(), () -> threshold.orElse(Double.NaN));
        graded = getRuntimeContext().getMetricGroup().counter(Metric.RESPONSES_GRADED.key());
        spread = Double.NaN;
        getRuntimeContext().getMetricGroup().gauge(Metric.SERR_SPREAD.key(), () -> spread);
        ungraded = getRuntimeContext().getMetricGroup().counter(Metric.RESPONSES_UNGRADED.key());
    }

    @Override
    public Passage map(Passage passage) {
        if (!(passage instanceof SampledGroup sampled)) {
            return passage;
        }
        GradedGroup group = grade.apply(sampled);
        grade.rankingSpread(group).ifPresent(now -> spread = now);
        grade.reflectionDensity(group)
                .ifPresent(now -> density = Double.isNaN(density) ? now : density + RECENT * (now - density));
        count(sampled, group);
        return group;
    }

    /** A copy has had its verdict as the original. */
    private void count(SampledGroup sampled, GradedGroup group) {
        for (int i = 0; i < group.responses().size(); i++) {
            GradedResponse response = group.responses().get(i);
            Origin origin = response.response().origin();
            if (origin != Origin.COPIED) {
                (response.graded() ? graded : ungraded).inc();
            }
            if (sampled.responses().get(i).origin() == Origin.REVISED) {
                (origin == Origin.REVISED ? right : replaced).inc();
            }
        }
    }
}
