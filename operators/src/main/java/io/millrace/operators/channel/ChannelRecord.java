package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * One record of a channel.
 *
 * @param number in the channel, from 0
 * @param line the record as JSON
 */
public record ChannelRecord(long number, String line) {
    public ChannelRecord {
        requireNonNull(line, "line");
        Require.that(number >= 0, "channel record: number must be >= 0, was %d", number);
    }

    /** Emits the record from a source, with its event time if it has one. */
    public void emitTo(ReaderOutput<ChannelRecord> output) {
        OptionalLong time = RecordHead.of(line).time();
        if (time.isPresent()) {
            output.collect(this, time.getAsLong());
        } else {
            output.collect(this);
        }
    }
}
