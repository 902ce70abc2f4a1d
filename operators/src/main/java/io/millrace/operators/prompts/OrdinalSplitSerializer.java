package io.millrace.operators.prompts;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link OrdinalSplit} in checkpoints: 16 bytes. */
final class OrdinalSplitSerializer implements SimpleVersionedSerializer<OrdinalSplit> {
    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(OrdinalSplit split) {
        return ByteBuffer.allocate(16)
                .putInt(split.residue())
                .putInt(split.stride())
                .putLong(split.next())
                .array();
    }

    @Override
    public OrdinalSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1 || bytes.length != 16) {
            throw new IOException("prompt split: must be 16 bytes of version 1, was %d bytes of version %d"
                    .formatted(bytes.length, version));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new OrdinalSplit(in.getInt(), in.getInt(), in.getLong());
    }
}
