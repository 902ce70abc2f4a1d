package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.Batch;
import io.millrace.channel.ChannelWriter;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.Position;
import io.millrace.check.Require;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Point;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes lines to a channel exactly once: they are staged as they arrive and published with the checkpoint that covers
 * them.
 *
 * <p>Must run with parallelism 1, because records are numbered in one order. A restored job truncates the channel to
 * the state of its checkpoint; a new job appends to existing records.
 */
public final class DirectorySink
        implements Sink<String>, SupportsCommitter<Batch>, SupportsWriterState<String, Position> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final ChannelsConfig config;
    private final FaultPlan faults;

    /**
     * @param folder of the channel, created if it does not exist
     * @param config segment size and retention
     * @param faults injected failures
     */
    public DirectorySink(Path folder, ChannelsConfig config, FaultPlan faults) {
        this.folder = folder.toAbsolutePath().toString();
        this.config = requireNonNull(config, "config");
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public DirectorySinkWriter createWriter(WriterInitContext context) {
        return writer(ChannelWriter.afterHead(alone(context), config), context);
    }

    @Override
    public StatefulSinkWriter<String, Position> restoreWriter(
            WriterInitContext context, Collection<Position> restored) {
        faults.at(Point.RESTORE, context.getTaskInfo()).pass();
        if (restored.isEmpty()) {
            return createWriter(context); // The job had no channel at that checkpoint.
        }
        Require.that(restored.size() == 1, "channel %s: must have one writer, had %d", folder, restored.size());
        return writer(
                ChannelWriter.at(alone(context), config, restored.iterator().next()), context);
    }

    private DirectorySinkWriter writer(ChannelWriter writer, WriterInitContext context) {
        return new DirectorySinkWriter(writer, faults.at(Point.CHANNEL_WRITE, context.getTaskInfo()));
    }

    private Path alone(WriterInitContext context) {
        int writers = context.getTaskInfo().getNumberOfParallelSubtasks();
        Require.that(
                writers == 1, "channel %s: must have one writer, has %d: set the sink's parallelism", folder, writers);
        return Path.of(folder);
    }

    @Override
    public Committer<Batch> createCommitter(CommitterInitContext context) {
        return new DirectoryCommitter(
                Path.of(folder),
                config,
                Clock.systemUTC(),
                faults.at(Point.CHANNEL_PUBLISH, context.getTaskInfo()),
                faults.at(Point.CHANNEL_PUBLISHED, context.getTaskInfo()),
                context.metricGroup());
    }

    @Override
    public SimpleVersionedSerializer<Batch> getCommittableSerializer() {
        return new BatchSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Position> getWriterStateSerializer() {
        return new PositionSerializer();
    }
}
