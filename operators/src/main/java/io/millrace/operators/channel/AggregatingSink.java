package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Aggregates values and writes the results to a channel at each checkpoint, exactly once: a record is published with the checkpoint
 * that covers all values in it. A process function could not do this, since it cannot emit at a checkpoint; its last aggregates would
 * stay in the savepoint of a stopped job.
 *
 * <p>Must run with parallelism 1, as every sink of a channel.
 *
 * @param <T> value that arrives
 */
public final class AggregatingSink<T>
        implements Sink<T>, SupportsCommitter<Object>, SupportsWriterState<T, AggregatingState> {
    private static final long serialVersionUID = 1;

    private final Sink<String> channel;
    private final RecordAggregator.Factory<T> aggregators;

    /**
     * @param channel the sink of a channel, with a committer and a writer with state, and without further topology
     * @param aggregators creates the aggregator
     */
    public AggregatingSink(Sink<String> channel, RecordAggregator.Factory<T> aggregators) {
        this.channel = requireNonNull(channel, "channel");
        this.aggregators = requireNonNull(aggregators, "aggregators");
        Require.that(
                channel instanceof SupportsCommitter && channel instanceof SupportsWriterState,
                "aggregating sink: a channel's sink must support a committer and a writer with state, %s does not",
                channel.getClass().getName());
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return writer(channel.createWriter(context), aggregators.create(), context);
    }

    @Override
    public StatefulSinkWriter<T, AggregatingState> restoreWriter(
            WriterInitContext context, Collection<AggregatingState> restored) throws IOException {
        List<Object> states = new ArrayList<>();
        restored.forEach(state -> states.addAll(state.states()));
        SinkWriter<String> delegate = stateful().restoreWriter(context, states);
        if (restored.isEmpty()) {
            return writer(delegate, aggregators.create(), context);
        }
        AggregatingState state = restored.iterator().next();
        Require.that(
                restored.size() == 1 && state.name().equals(aggregators.name()),
                "aggregating sink: must restore the state of one writer of %s, was %d of %s",
                aggregators.name(),
                restored.size(),
                state.name());
        return writer(delegate, aggregators.restore(state.aggregates().values()), context);
    }

    private AggregatingWriter<T> writer(
            SinkWriter<String> delegate, RecordAggregator<T> aggregator, WriterInitContext context) {
        return new AggregatingWriter<>(delegate, aggregator, aggregators.name(), context.getProcessingTimeService())
                .start();
    }

    @SuppressWarnings("unchecked") // Its states are opaque here.
    private SupportsWriterState<String, Object> stateful() {
        return (SupportsWriterState<String, Object>) channel;
    }

    @SuppressWarnings("unchecked") // Its transactions are opaque here.
    private SupportsCommitter<Object> committing() {
        return (SupportsCommitter<Object>) channel;
    }

    @Override
    public Committer<Object> createCommitter(CommitterInitContext context) throws IOException {
        return committing().createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<Object> getCommittableSerializer() {
        return committing().getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<AggregatingState> getWriterStateSerializer() {
        return new AggregatingStateSerializer(stateful().getWriterStateSerializer());
    }
}
