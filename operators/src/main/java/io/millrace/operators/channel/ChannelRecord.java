package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

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
}
