package io.millrace.jobs.watch;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a channel from its oldest record on. Not thread-safe. */
public final class ChannelCursor implements AutoCloseable {
    private final Channel channel;
    private @Nullable RecordReader reader;
    private long next;

    /** A cursor before the oldest record. */
    public ChannelCursor(Channel channel) {
        this.channel = channel;
    }

    /** Number of the next record to be read. */
    public long position() {
        return next;
    }

    /**
     * The next published record.
     *
     * @throws io.millrace.channel.ChannelException if the channel cannot be read; the next call continues behind the last record
     *     that was read and is still there
     */
    public Optional<ChannelRecord> next() {
        RecordReader following = reader;
        if (following == null) {
            HeldRecords held = channel.held();
            next = Math.max(held.oldest(), Math.min(next, held.next()));
            following = channel.reader(next);
            reader = following;
        }
        try {
            Optional<ChannelRecord> record = following.next();
            record.ifPresent(found -> next = found.number() + 1);
            return record;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
