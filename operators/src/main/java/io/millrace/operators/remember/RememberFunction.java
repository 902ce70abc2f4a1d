package io.millrace.operators.remember;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.MemoryParts;
import io.millrace.codec.Envelope;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.PolicySteps;
import io.millrace.model.VersionSpan;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.operators.observe.GroupOutput;
import io.millrace.operators.reflect.ReflectionLine;
import io.millrace.pipeline.Remember;
import io.millrace.pipeline.Remembered;
import io.millrace.state.FlinkTrajectoryMemory;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Adds every graded group to its query's memory, adds replayed trajectories to the group, and emits reflections; ended
 * visits
 * pass through. All decisions are in {@link Remember}.
 */
public final class RememberFunction extends KeyedProcessFunction<String, Passage, Passage> {
    /** Records of the reflections channel. */
    public static final OutputTag<String> REFLECTIONS = new OutputTag<>("reflections", Types.STRING);

    private static final long serialVersionUID = 1;

    private final MemoryParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;
    private transient @Nullable Remember remember;
    private transient FlinkTrajectoryMemory memory;
    private transient MemoryCounters counters;
    private transient FaultTrigger fault;
    private transient Optional<GroupOutput> monitor;
    private transient long now;

    public RememberFunction(MemoryParts parts, StreamSettings settings, FaultPlan faults) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
    }

    @Override
    public void open(OpenContext context) {
        remember = parts.remember();
        memory = new FlinkTrajectoryMemory(getRuntimeContext(), settings.memory(), settings.seed(), () -> now);
        counters = new MemoryCounters(getRuntimeContext().getMetricGroup());
        fault = faults.at(FaultPlan.Point.REMEMBER, getRuntimeContext());
        monitor = settings.monitor().enabled()
                ? Optional.of(new GroupOutput(
                        settings.run(),
                        settings.monitor(),
                        parts.modes(),
                        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()))
                : Optional.empty();
    }

    @Override
    public void processElement(Passage passage, Context context, Collector<Passage> out) throws Exception {
        if (!(passage instanceof GradedGroup group)) {
            out.collect(passage);
            return;
        }
        fault.pass();
        now = context.timerService().currentProcessingTime();
        Remembered remembered = requireNonNull(remember, "remember")
                .apply(group, memory.of(context.getCurrentKey()), newestVersion(group));
        counters.count(remembered);
        Envelope envelope = new Envelope(settings.run(), group.visit().readAt(), PolicySteps.NONE);
        remembered
                .reflection()
                .ifPresent(reflection -> context.output(REFLECTIONS, ReflectionLine.of(reflection, envelope)));
        monitor.ifPresent(output -> output.write(remembered, context));
        out.collect(remembered.group());
    }

    @Override
    public void close() {
        if (remember != null) {
            remember.close();
        }
    }

    /**
     * The current policy version as seen by this group: a function of the group alone, so that a replayed stream ages
     * the memory identically.
     */
    private static long newestVersion(GradedGroup group) {
        return group.responses().stream()
                .flatMap(response -> response.response().spans().stream())
                .mapToLong(VersionSpan::version)
                .max()
                .orElse(0);
    }
}
