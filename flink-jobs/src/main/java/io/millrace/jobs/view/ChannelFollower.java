package io.millrace.jobs.view;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.ChannelException;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.HeldRecords;
import io.millrace.operators.channel.RecordReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one channel: passes each published record to a view, once. A damaged record is skipped and counted. A channel that was
 * rolled back is read again from its oldest record; records that retention has deleted are skipped. Not thread-safe.
 */
final class ChannelFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelFollower.class);
    private static final int MOST_AT_ONCE = 5000;
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Channel channel;
    private final RecordView view;
    private final LongSupplier nanoTime;
    private @Nullable RecordReader reader;
    private long next;
    private long oldest;
    private long damaged;
    private String fault = "";
    private long failedNanos;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    ChannelFollower(Channel channel, RecordView view, LongSupplier nanoTime) {
        this.channel = requireNonNull(channel, "channel");
        this.view = requireNonNull(view, "view");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    ChannelState state() {
        return new ChannelState(next, oldest, damaged, fault);
    }

    /** Reads the next records, not more than some thousands; returns their number. */
    int read() {
        if (!fault.isEmpty() && nanoTime.getAsLong() - failedNanos < RETRY_NANOS) {
            return 0;
        }
        try {
            RecordReader following = reader == null ? open() : reader;
            reader = following;
            int count = 0;
            while (count < MOST_AT_ONCE) {
                Optional<ChannelRecord> record = following.next();
                if (record.isEmpty()) {
                    break;
                }
                add(record.get());
                count++;
            }
            fault = "";
            return count;
        } catch (ChannelException e) {
            recover(e);
            return 0;
        }
    }

    private void add(ChannelRecord record) {
        next = record.number() + 1;
        try {
            view.add(record.number(), record.line());
        } catch (IOException | RuntimeException e) {
            damaged++;
            if (damaged == 1) {
                LOG.warn("dashboard: record {} of channel {} is skipped", record.number(), channel.address(), e);
            }
        }
    }

    /** Continues where it was, unless the channel no longer holds that record. */
    private RecordReader open() {
        HeldRecords held = channel.held();
        if (held.next() < next) {
            view.clear();
            damaged = 0;
            next = 0;
        }
        if (next < held.oldest() || next == 0) {
            next = held.oldest();
            oldest = next;
        }
        return channel.reader(next);
    }

    /** A rollback or deleted records need a new reader; any other failure is retried after a while. */
    private void recover(ChannelException e) {
        close();
        try {
            reader = open();
            fault = "";
        } catch (ChannelException again) {
            fail(String.valueOf(again.getMessage()), e);
        }
    }

    private void fail(String message, Exception e) {
        if (fault.isEmpty()) {
            LOG.warn("dashboard: channel {} could not be read; it will be retried", channel.address(), e);
        }
        fault = message;
        failedNanos = nanoTime.getAsLong();
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
