package io.millrace.operators.channel;

import java.util.Optional;

/** Reads the published records of a channel in order; the channel may be written to at the same time. */
public interface RecordReader extends AutoCloseable {
    /**
     * The next record, if it has been published.
     *
     * @throws io.millrace.channel.ChannelException if the record has been deleted
     */
    Optional<ChannelRecord> next();

    /** The location of the next record in readable form, such as a file and its line. */
    String place();

    @Override
    void close();
}
