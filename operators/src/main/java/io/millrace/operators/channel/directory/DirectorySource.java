package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelReader;
import io.millrace.channel.Position;
import io.millrace.operators.channel.ChannelEnumerator;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.UnassignedSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a channel in order from its first record on, unbounded.
 *
 * <p>A single reader reads it, whatever the parallelism. Its state is one position.
 */
public final class DirectorySource implements Source<ChannelRecord, ChannelSplit, Optional<ChannelSplit>> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final long record;
    private final long first;
    private final RecordPacing.Factory pacing;

    /**
     * Emits records as they are published.
     *
     * @param folder of the channel, which need not exist yet
     */
    public DirectorySource(Path folder) {
        this(folder, RecordPacing.Factory.UNPACED);
    }

    /**
     * Emits records when the pacing permits.
     *
     * @param folder of the channel, which need not exist yet
     */
    public DirectorySource(Path folder, RecordPacing.Factory pacing) {
        this(folder, 0, 0, pacing);
    }

    /**
     * Emits records from a later one on when the pacing permits.
     *
     * @param folder of the channel, which need not exist yet if it starts with its first record
     * @param record number of the first record to read
     * @param first number of the record that is counted as 0, at most {@code record}
     */
    public DirectorySource(Path folder, long record, long first, RecordPacing.Factory pacing) {
        this.folder = folder.toAbsolutePath().toString();
        this.record = record;
        this.first = first;
        this.pacing = requireNonNull(pacing, "pacing");
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<ChannelRecord, ChannelSplit> createReader(SourceReaderContext context) {
        return new ChannelSourceReader(Path.of(folder), pacing.open(context), context.metricGroup());
    }

    @Override
    public SplitEnumerator<ChannelSplit, Optional<ChannelSplit>> createEnumerator(
            SplitEnumeratorContext<ChannelSplit> context) throws IOException {
        return new ChannelEnumerator<>(context, Optional.of(new ChannelSplit(start(), first)));
    }

    private Position start() throws IOException {
        if (record == 0) {
            return Position.START;
        }
        try (ChannelReader reader = ChannelReader.from(Path.of(folder), record)) {
            return reader.position();
        }
    }

    @Override
    public SplitEnumerator<ChannelSplit, Optional<ChannelSplit>> restoreEnumerator(
            SplitEnumeratorContext<ChannelSplit> context, Optional<ChannelSplit> unassigned) {
        return new ChannelEnumerator<>(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<ChannelSplit> getSplitSerializer() {
        return new ChannelSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Optional<ChannelSplit>> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer<>(new ChannelSplitSerializer());
    }
}
