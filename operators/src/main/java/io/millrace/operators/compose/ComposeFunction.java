package io.millrace.operators.compose;

import io.millrace.assembly.ComposingParts;
import io.millrace.batch.Round;
import io.millrace.codec.EpisodeJson;
import io.millrace.episode.EndRecord;
import io.millrace.metric.Metric;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.VisitEnd;
import io.millrace.observe.EndObserver;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultTrigger;
import io.millrace.operators.observe.Observed;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.ComposedRound;
import io.millrace.state.FlinkReplayBuffer;
import io.millrace.state.PendingPassages;
import io.millrace.state.codec.Chunk;
import io.millrace.window.Observation;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Collects the ended visits of a shard and composes a round from a fixed number of them, or from fewer after a maximum
 * wait.
 *
 * <p>After the run's last round, visits are kept but not composed; a run that is resumed with a higher limit composes
 * them.
 */
public final class ComposeFunction extends KeyedProcessFunction<Integer, Passage, Minibatch> {
    private static final long serialVersionUID = 1;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final long EXPIRED = 0;

    private final ComposingParts parts;
    private final StreamSettings settings;
    private final FaultPlan faults;
    private final Shards shards;
    private transient Compose compose;
    private transient PendingPassages pending;
    private transient FlinkReplayBuffer leftovers;
    private transient Counter composed;
    private transient Counter partial;
    private transient Counter stale;
    private transient Counter dropped;
    private transient Map<Integer, Long> fill;
    private transient FaultTrigger fault;

    public ComposeFunction(ComposingParts parts, StreamSettings settings, FaultPlan faults) {
        this.parts = parts;
        this.settings = settings;
        this.faults = faults;
        shards = new Shards(settings.shards());
    }

    @Override
    public void open(OpenContext context) {
        compose = parts.compose();
        pending = new PendingPassages(getRuntimeContext());
        leftovers = new FlinkReplayBuffer(getRuntimeContext());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        composed = metrics.counter(Metric.MINIBATCHES_COMPOSED.key());
        partial = metrics.counter(Metric.PARTIAL_MINIBATCHES.key());
        stale = metrics.counter(Metric.VISITS_TOO_STALE.key());
        fill = new ConcurrentSkipListMap<>();
        dropped = metrics.counter(Metric.COMPENSATION_DROPPED.key());
        metrics.gauge(
                Metric.BUFFER_FILL.key(),
                () -> fill.isEmpty()
                        ? Double.NaN
                        : fill.values().stream().mapToLong(Long::longValue).sum());
        fault = faults.at(FaultPlan.Point.COMPOSE, getRuntimeContext());
    }

    @Override
    public void processElement(Passage passage, Context context, Collector<Minibatch> out) throws Exception {
        fault.pass();
        int count = pending.add(passage);
        if (count >= settings.groupsPerShard() || pending.round() >= settings.rounds()) {
            composeFull(context, out);
        } else if (!settings.maxWait().isZero()) {
            checkAfter(settings.maxWait(), context);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Minibatch> out) throws Exception {
        OptionalLong deadline = pending.deadline();
        if (deadline.isEmpty() || deadline.getAsLong() != time) {
            return;
        }
        pending.deadline(EXPIRED);
        boolean few = pending.count() < settings.groupsPerShard() && pending.round() < settings.rounds();
        if (few && !settings.maxWait().isZero()) {
            partial.inc();
            emit(pending.count(), context, out);
        } else {
            composeFull(context, out);
        }
    }

    private void composeFull(Context context, Collector<Minibatch> out) throws Exception {
        OptionalLong deadline = pending.deadline();
        while (pending.count() >= settings.groupsPerShard() && pending.round() < settings.rounds()) {
            deadline.ifPresent(context.timerService()::deleteProcessingTimeTimer);
            emit(settings.groupsPerShard(), context, out);
        }
        if (pending.count() == 0) {
            return;
        }
        if (pending.round() >= settings.rounds()) {
            checkAfter(POLL_INTERVAL, context);
        } else if (!settings.maxWait().isZero()) {
            checkAfter(settings.maxWait(), context);
        }
    }

    private void checkAfter(Duration wait, Context context) throws Exception {
        long now = context.timerService().currentProcessingTime();
        OptionalLong deadline = pending.deadline();
        if (deadline.isEmpty() || deadline.getAsLong() < now) {
            long time = now + wait.toMillis();
            pending.deadline(time);
            context.timerService().registerProcessingTimeTimer(time);
        }
    }

    private void emit(int visits, Context context, Collector<Minibatch> out) throws Exception {
        ComposedRound round = compose.compose(
                shards.shard(context.getCurrentKey()),
                pending.sequence(),
                pending.round(),
                pending.take(visits),
                leftovers);
        pending.closeRound(round.minibatches().size());
        fill.put(context.getCurrentKey(), leftovers.size());
        if (settings.monitor().enabled()) {
            observe(round.round(), context);
        }
        for (Minibatch minibatch : round.minibatches()) {
            composed.inc();
            dropped.inc(minibatch.dropped());
            stale.inc(minibatch.ends().stream()
                    .filter(end -> end.kind() == VisitEnd.Kind.TOO_STALE)
                    .count());
            out.collect(minibatch);
        }
    }

    private void observe(Round round, Context context) {
        for (EndRecord end : EndObserver.observe(round)) {
            context.output(Observed.OBSERVATIONS, Observation.of(end));
            context.output(Observed.EPISODES, new Chunk(EpisodeJson.bytes(end, settings.run())));
        }
    }
}
