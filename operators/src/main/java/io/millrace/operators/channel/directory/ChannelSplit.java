package io.millrace.operators.channel.directory;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.Position;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The unread part of a channel. There is only one split, because a channel is totally ordered.
 *
 * @param next position of the next record
 */
public record ChannelSplit(Position next) implements SourceSplit {
    public ChannelSplit {
        requireNonNull(next, "next");
    }

    @Override
    public String splitId() {
        return "channel";
    }
}
