package io.millrace.operators.channel.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.TaskInfo;
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
 * Writes lines to a topic exactly once, each with its number in the channel. Wraps Flink's transactional sink.
 *
 * <p>Must run with parallelism 1, because records are numbered consecutively. Committed records cannot be withdrawn, so a
 * job can only be restored from a checkpoint that covers all of them; a new job continues after them. Client properties
 * are read in the process that opens the sink.
 */
final class NumberedSink
        implements Sink<String>, SupportsCommitter<Numbered>, SupportsWriterState<String, NumberedState> {
    private static final long serialVersionUID = 1;

    private final String topic;
    private final KafkaOptions options;
    private final FaultPlan faults;

    NumberedSink(String topic, KafkaOptions options, FaultPlan faults) {
        this.topic = requireNonNull(topic, "topic");
        this.options = requireNonNull(options, "options");
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) throws IOException {
        requireAlone(context.getTaskInfo());
        KafkaClients clients = KafkaClients.of(options);
        SinkWriter<ChannelRecord> delegate =
                TransactionalSink.of(topic, clients).sink().createWriter(context); // Aborts open transactions.
        return writer(delegate, clients, context.getTaskInfo(), WriterStart::afterCommitted);
    }

    @Override
    public StatefulSinkWriter<String, NumberedState> restoreWriter(
            WriterInitContext context, Collection<NumberedState> restored) throws IOException {
        faults.at(Point.RESTORE, context.getTaskInfo()).pass();
        if (restored.isEmpty()) {
            return (NumberedWriter) createWriter(context); // The checkpoint was taken without this channel.
        }
        requireAlone(context.getTaskInfo());
        Require.that(restored.size() == 1, "channel kafka:%s: must have one writer, had %d", topic, restored.size());
        NumberedState state = restored.iterator().next();
        List<Object> states = new ArrayList<>(state.states());
        KafkaClients clients = KafkaClients.of(options);
        SinkWriter<ChannelRecord> delegate =
                TransactionalSink.of(topic, clients).restoring().restoreWriter(context, states);
        return writer(delegate, clients, context.getTaskInfo(), start -> {
            long next = start.at(state.next()); // The checkpoint's transactions are committed now.
            new LingeringTransactions(topic, clients).abort();
            return next;
        });
    }

    /** Creates a writer that starts at the number that {@code first} determines; closes the delegate on failure. */
    private NumberedWriter writer(
            SinkWriter<ChannelRecord> delegate, KafkaClients clients, TaskInfo task, ToLongFunction<WriterStart> first)
            throws IOException {
        try (TopicLog log = TopicLog.open(topic, clients)) {
            KafkaErrors errors = new KafkaErrors(topic, clients.servers());
            long next = first.applyAsLong(new WriterStart(log, errors));
            return new NumberedWriter(delegate, next, faults.at(Point.CHANNEL_WRITE, task), errors);
        } catch (RuntimeException e) {
            closeAfter(e, delegate);
            throw e;
        }
    }

    private static void closeAfter(RuntimeException failure, SinkWriter<ChannelRecord> delegate) {
        try {
            TransactionalSink.close(delegate);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void requireAlone(TaskInfo task) {
        int writers = task.getNumberOfParallelSubtasks();
        Require.that(
                writers == 1,
                "channel kafka:%s: must have one writer, has %d: set the sink's parallelism",
                topic,
                writers);
    }

    @Override
    public Committer<Numbered> createCommitter(CommitterInitContext context) throws IOException {
        KafkaClients clients = KafkaClients.of(options);
        return new NumberedCommitter(
                TransactionalSink.of(topic, clients).committing().createCommitter(context),
                TopicLog.open(topic, clients),
                new OpenCommits(topic, clients),
                new KafkaErrors(topic, clients.servers()),
                faults.at(Point.CHANNEL_PUBLISH, context.getTaskInfo()),
                faults.at(Point.CHANNEL_PUBLISHED, context.getTaskInfo()),
                context.metricGroup());
    }

    @Override
    public SimpleVersionedSerializer<Numbered> getCommittableSerializer() {
        return new NumberedSerializer(
                TransactionalSink.unopened(topic).committing().getCommittableSerializer());
    }

    @Override
    public SimpleVersionedSerializer<NumberedState> getWriterStateSerializer() {
        return new NumberedStateSerializer(
                TransactionalSink.unopened(topic).restoring().getWriterStateSerializer());
    }
}
