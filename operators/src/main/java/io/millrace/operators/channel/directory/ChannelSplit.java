package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.Position;
import io.millrace.check.Require;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The unread part of a channel. There is only one split, because a channel is totally ordered.
 *
 * @param next position of the next record
 * @param first number of the channel's record that its reader counts as 0
 */
public record ChannelSplit(Position next, long first) implements SourceSplit {
    public ChannelSplit {
        requireNonNull(next, "next");
        Require.that(
                first >= 0 && first <= next.records(),
                "channel split: first must be in 0..%d, was %d",
                next.records(),
                first);
    }

    /** The unread part of a channel that is read from its first record on. */
    public ChannelSplit(Position next) {
        this(next, 0);
    }

    @Override
    public String splitId() {
        return "channel";
    }
}
