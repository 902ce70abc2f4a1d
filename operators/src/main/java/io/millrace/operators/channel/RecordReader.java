package io.millrace.operators.channel;

import java.util.Optional;

/** Reads the published records of a channel in their order; it may follow a channel that is being written. */
public interface RecordReader extends AutoCloseable {
    /**
     * The next record, if it is published.
     *
     * @throws io.millrace.channel.ChannelException if it is held no more
     */
    Optional<ChannelRecord> next();

    @Override
    void close();
}
