package io.millrace.operators.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.channel.Position;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * What is still to be read of a channel. There is one: a channel has one order.
 *
 * @param next where the next record is
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
