package io.millrace.operators.channel.directory;

import io.millrace.channel.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link Batch} in checkpoints: always 48 bytes. */
final class BatchSerializer implements SimpleVersionedSerializer<Batch> {
    private static final int BYTES = PositionSerializer.BYTES + 24;

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(Batch batch) {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        PositionSerializer.put(batch.start(), out);
        return out.putLong(batch.records())
                .putLong(batch.bytes())
                .putLong(batch.crc())
                .array();
    }

    @Override
    public Batch deserialize(int version, byte[] bytes) throws IOException {
        PositionSerializer.mustBe("channel batch", version, bytes, BYTES);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Batch(PositionSerializer.get(in), in.getLong(), in.getLong(), in.getLong());
    }
}
