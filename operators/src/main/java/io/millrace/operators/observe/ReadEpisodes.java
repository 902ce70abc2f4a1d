package io.millrace.operators.observe;

import io.millrace.check.Require;
import io.millrace.codec.EpisodeJson;
import io.millrace.metric.Metric;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.state.StateNames;
import io.millrace.window.Observation;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of a channel of episodes, for a job that is not the run's own. A record that cannot be read is skipped, logged and
 * counted: it must not keep the others from being seen.
 *
 * <p>Must run with parallelism 1, as the source of the channel.
 */
public final class ReadEpisodes extends RichFlatMapFunction<ChannelRecord, Observation>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ReadEpisodes.class);

    private final String run;
    private final long first;

    private transient ListState<Long> nextState;
    private transient ListState<Long> unreadableState;
    private transient volatile long next;
    private transient volatile long unreadable;

    /**
     * @param run name of the run, for messages
     * @param first number of the first record
     */
    public ReadEpisodes(String run, long first) {
        this.run = run;
        this.first = first;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        var states = context.getOperatorStateStore();
        nextState = states.getListState(new ListStateDescriptor<>(StateNames.NEXT_EPISODE, Types.LONG));
        unreadableState = states.getListState(new ListStateDescriptor<>(StateNames.UNREADABLE_EPISODES, Types.LONG));
        next = first;
        for (long restored : nextState.get()) {
            next = restored;
        }
        for (long restored : unreadableState.get()) {
            unreadable = restored;
        }
    }

    @Override
    public void open(OpenContext context) {
        var metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge(Metric.EPISODES_READ.key(), () -> next);
        metrics.gauge(Metric.EPISODES_UNREADABLE.key(), () -> unreadable);
    }

    @Override
    public void flatMap(ChannelRecord record, Collector<Observation> out) {
        Require.that(
                record.number() == next,
                "episodes of %s: the next record must be %d, was %d",
                run,
                next,
                record.number());
        try {
            out.collect(Observation.of(EpisodeJson.read(record.line())));
        } catch (IOException e) {
            unreadable++;
            LOG.warn("episodes of {}: record {} is skipped: {}", run, record.number(), e.getMessage());
        }
        next = record.number() + 1;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        nextState.update(List.of(next));
        unreadableState.update(List.of(unreadable));
    }
}
