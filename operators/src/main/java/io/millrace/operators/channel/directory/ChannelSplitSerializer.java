package io.millrace.operators.channel.directory;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link ChannelSplit} in checkpoints: its position. */
final class ChannelSplitSerializer implements SimpleVersionedSerializer<ChannelSplit> {
    private static final PositionSerializer POSITION = new PositionSerializer();

    @Override
    public int getVersion() {
        return POSITION.getVersion();
    }

    @Override
    public byte[] serialize(ChannelSplit split) {
        return POSITION.serialize(split.next());
    }

    @Override
    public ChannelSplit deserialize(int version, byte[] bytes) throws IOException {
        return new ChannelSplit(POSITION.deserialize(version, bytes));
    }
}
