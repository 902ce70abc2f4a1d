package io.millrace.operators.compose;

import io.millrace.batch.MinibatchAssembler;
import io.millrace.metric.Metric;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.VisitEnd;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.pipeline.Parts;
import io.millrace.state.PendingPassages;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Gathers visits that have ended and makes a minibatch of every so many, or of fewer after a maximum wait. */
public final class ComposeFunction extends KeyedProcessFunction<Integer, Passage, Minibatch> {
    private static final long serialVersionUID = 1;

    private final Parts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;
    private transient MinibatchAssembler assembler;
    private transient PendingPassages pending;
    private transient Counter composed;
    private transient Counter partial;
    private transient Counter stale;
    private transient FaultTrigger compose;

    public ComposeFunction(Parts parts, StreamSettings settings, FaultPlan faults) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
    }

    @Override
    public void open(OpenContext context) {
        assembler = parts.assembler();
        pending = new PendingPassages(getRuntimeContext());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        composed = metrics.counter(Metric.MINIBATCHES_COMPOSED.key());
        partial = metrics.counter(Metric.PARTIAL_MINIBATCHES.key());
        stale = metrics.counter(Metric.VISITS_TOO_STALE.key());
        compose = faults.at(FaultPlan.Point.COMPOSE, getRuntimeContext());
    }

    @Override
    public void processElement(Passage passage, Context context, Collector<Minibatch> out) throws Exception {
        compose.pass();
        int count = pending.add(passage);
        OptionalLong deadline = pending.deadline();
        if (count >= settings.groupsPerStep()) {
            deadline.ifPresent(context.timerService()::deleteProcessingTimeTimer);
            emit(context.getCurrentKey(), out);
        } else if (deadline.isEmpty() && !settings.maxWait().isZero()) {
            long time = context.timerService().currentProcessingTime()
                    + settings.maxWait().toMillis();
            pending.deadline(time);
            context.timerService().registerProcessingTimeTimer(time);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Minibatch> out) throws Exception {
        OptionalLong deadline = pending.deadline();
        if (deadline.isPresent() && deadline.getAsLong() == time) {
            partial.inc();
            emit(context.getCurrentKey(), out);
        }
    }

    private void emit(int shard, Collector<Minibatch> out) throws Exception {
        Minibatch minibatch = assembler.assemble(shard, pending.nextSequence(), pending.takeAll());
        composed.inc();
        stale.inc(minibatch.ends().stream()
                .filter(end -> end.kind() == VisitEnd.Kind.TOO_STALE)
                .count());
        out.collect(minibatch);
    }
}
