package io.millrace.jobs.channel;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import java.util.Optional;

/** Reads the records that a channel still holds. */
public final class ChannelScan {
    private ChannelScan() {}

    /** Receives a record. */
    public interface Consumer {
        void accept(long record, String line);
    }

    /** A reader that starts at the oldest record held. */
    public static RecordReader reader(Channel channel) {
        return channel.reader(channel.held().oldest());
    }

    /** Reads all records that are held and published so far. */
    public static void forEach(Channel channel, Consumer consumer) {
        try (RecordReader reader = reader(channel)) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                consumer.accept(next.get().number(), next.get().line());
            }
        }
    }
}
