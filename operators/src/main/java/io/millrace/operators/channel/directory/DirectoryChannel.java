package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.plugin.TypeName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * A channel in a folder that its writer and readers see under the same path.
 *
 * @param folder folder of the channel, created by the first writer
 * @param config segment size and retention
 */
public record DirectoryChannel(Path folder, ChannelsConfig config) implements Channel {
    /** The type name of this kind. */
    public static final String KIND = "dir";

    public DirectoryChannel {
        requireNonNull(folder, "folder");
        requireNonNull(config, "config");
    }

    /** Creates channels with addresses {@code dir:PATH}. */
    @TypeName(KIND)
    public record Kind() implements ChannelKind {
        @Override
        public Channel channel(String place, ChannelsConfig config) {
            return new DirectoryChannel(Path.of(place), config);
        }
    }

    @Override
    public ChannelAddress address() {
        return new ChannelAddress(KIND, folder.toString());
    }

    @Override
    public void prepare(Duration checkpointInterval) {
        // The first writer creates the folder.
    }

    @Override
    public Sink<String> sink(FaultPlan faults) {
        return new DirectorySink(folder, config, faults);
    }

    @Override
    public Source<ChannelRecord, ?, ?> source(RecordPacing.Factory pacing) {
        return new DirectorySource(folder, pacing);
    }

    @Override
    public RecordReader reader(long record) {
        try {
            return new FolderReader(ChannelReader.from(folder, record));
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be read (%s)".formatted(address(), e), e);
        }
    }

    @Override
    public HeldRecords held() {
        long next = ChannelReader.published(folder);
        try (ChannelReader oldest = ChannelReader.fromOldest(folder)) {
            return new HeldRecords(Math.min(next, oldest.position().records()), next);
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be read (%s)".formatted(address(), e), e);
        }
    }

    @Override
    public void append(List<String> lines) {
        try {
            ChannelPublisher.append(folder, lines, config, Clock.systemUTC());
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be written (%s)".formatted(address(), e), e);
        }
    }

    private record FolderReader(ChannelReader records) implements RecordReader {
        @Override
        public Optional<ChannelRecord> next() {
            long number = records.position().records();
            return records.next().map(line -> new ChannelRecord(number, line));
        }

        @Override
        public String place() {
            return records.place();
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
