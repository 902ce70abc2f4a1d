package io.millrace.jobs.channel;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelReader;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.util.Optional;

/** Reads the records that a channel still holds. */
public final class HeldRecords {
    private HeldRecords() {}

    /** Receives a record. */
    public interface Consumer {
        void accept(long record, String line);
    }

    /** Number of the oldest record that is held; the next one to be published if none is. */
    public static long oldest(Channel channel) {
        if (channel instanceof DirectoryChannel directory) {
            try (ChannelReader reader = ChannelReader.fromOldest(directory.folder())) {
                return reader.position().records();
            } catch (IOException e) {
                throw new ChannelException("channel %s: could not be read (%s)".formatted(channel.address(), e), e);
            }
        }
        return 0; // Only folders tell; in another kind, a deleted record is an error that names the oldest one.
    }

    /** A reader that starts at the oldest record held. */
    public static RecordReader reader(Channel channel) {
        return channel.reader(oldest(channel));
    }

    /** Reads all records that are held and published by now. */
    public static void forEach(Channel channel, Consumer consumer) {
        try (RecordReader reader = reader(channel)) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                consumer.accept(next.get().number(), next.get().line());
            }
        }
    }
}
