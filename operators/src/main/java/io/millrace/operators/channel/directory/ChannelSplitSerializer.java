package io.millrace.operators.channel.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serializes {@link ChannelSplit}: the position of the next record, and the number of the record that counts as 0. */
final class ChannelSplitSerializer implements SimpleVersionedSerializer<ChannelSplit> {
    private static final int BYTES = PositionSerializer.BYTES + Long.BYTES;

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(ChannelSplit split) {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        PositionSerializer.put(split.next(), out);
        return out.putLong(split.first()).array();
    }

    @Override
    public ChannelSplit deserialize(int version, byte[] bytes) throws IOException {
        PositionSerializer.mustBe("channel split", version, bytes, BYTES);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ChannelSplit(PositionSerializer.get(in), in.getLong());
    }
}
