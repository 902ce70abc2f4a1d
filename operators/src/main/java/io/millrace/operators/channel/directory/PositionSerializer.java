package io.millrace.operators.channel.directory;

import io.millrace.channel.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link Position} in checkpoints: 24 bytes. */
final class PositionSerializer implements SimpleVersionedSerializer<Position> {
    static final int BYTES = 24;

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(Position position) {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        put(position, out);
        return out.array();
    }

    @Override
    public Position deserialize(int version, byte[] bytes) throws IOException {
        mustBe("channel position", version, bytes, BYTES);
        return get(ByteBuffer.wrap(bytes));
    }

    static void put(Position position, ByteBuffer out) {
        out.putLong(position.records()).putLong(position.segment()).putLong(position.bytes());
    }

    static Position get(ByteBuffer in) {
        return new Position(in.getLong(), in.getLong(), in.getLong());
    }

    static void mustBe(String what, int version, byte[] bytes, int length) throws IOException {
        if (version != 1 || bytes.length != length) {
            throw new IOException("%s: must be %d bytes of version 1, was %d bytes of version %d"
                    .formatted(what, length, bytes.length, version));
        }
    }
}
