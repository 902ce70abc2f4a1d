package io.millrace.operators.remember;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.VersionSpan;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.state.FlinkTrajectoryMemory;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Remembers every graded response under its query and keeps the query's statistics; passages go on as they came. */
public final class RememberFunction extends KeyedProcessFunction<String, Passage, Passage> {
    private static final long serialVersionUID = 1;

    private final StreamSettings settings;
    private final FaultPlan faults;
    private transient FlinkTrajectoryMemory memory;
    private transient long now;
    private transient Counter remembered;
    private transient Counter evicted;
    private transient FaultTrigger remember;

    public RememberFunction(StreamSettings settings, FaultPlan faults) {
        this.settings = settings;
        this.faults = faults;
    }

    @Override
    public void open(OpenContext context) {
        memory = new FlinkTrajectoryMemory(getRuntimeContext(), settings.memory(), settings.seed(), () -> now);
        remembered = getRuntimeContext().getMetricGroup().counter(Metric.TRAJECTORIES_REMEMBERED.key());
        evicted = getRuntimeContext().getMetricGroup().counter(Metric.TRAJECTORIES_EVICTED.key());
        remember = faults.at(FaultPlan.Point.REMEMBER, getRuntimeContext());
    }

    @Override
    public void processElement(Passage passage, Context context, Collector<Passage> out) throws Exception {
        if (passage instanceof GradedGroup group) {
            remember.pass();
            now = context.timerService().currentProcessingTime();
            List<Trajectory> graded = group.graded().stream()
                    .map(response -> Trajectory.of(group.visit(), response))
                    .toList();
            evicted.inc(memory.of(context.getCurrentKey()).remember(graded, newestVersion(group)));
            remembered.inc(graded.size());
            QueryStatistics before = memory.statistics();
            memory.update(before.plus(group));
        }
        out.collect(passage);
    }

    private static long newestVersion(GradedGroup group) {
        return group.responses().stream()
                .flatMap(response -> response.response().spans().stream())
                .mapToLong(VersionSpan::version)
                .max()
                .orElse(0);
    }
}
