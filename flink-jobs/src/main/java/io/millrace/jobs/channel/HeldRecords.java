package io.millrace.jobs.channel;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
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
        return channel.held().oldest();
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
