package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.StartPosition;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    public Source<ChannelRecord, ?, ?> source(RecordPacing.Factory pacing, long record) {
        return new DirectorySource(folder, record, 0, pacing);
    }

    @Override
    public Source<ChannelRecord, ?, ?> input(RecordPacing.Factory pacing, StartPosition start) {
        long first = start instanceof StartPosition.AtRecord at ? at.number() : 0;
        return new DirectorySource(folder, first, first, pacing);
    }

    @Override
    public StartPosition located(StartPosition start) {
        if (start instanceof StartPosition.Latest) {
            return new StartPosition.AtRecord(held().next());
        }
        if (start instanceof StartPosition.AtRecord at) {
            HeldRecords held = held();
            if (at.number() < held.oldest() || at.number() > held.next()) {
                throw new ChannelException("channel %s: must start with a record from %d to %d, was %d"
                        .formatted(address(), held.oldest(), held.next(), at.number()));
            }
            return start;
        }
        if (start instanceof StartPosition.Earliest) {
            return start;
        }
        throw new ChannelException(
                "channel %s: must start at earliest, latest or record:NUMBER, was %s".formatted(address(), start));
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
    public long storedBytes() {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
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
