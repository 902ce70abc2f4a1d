package io.millrace.operators.channel.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link Numbered} in checkpoints: two numbers, and the transaction with its version. */
final class NumberedSerializer implements SimpleVersionedSerializer<Numbered> {
    private static final int HEAD = 2 * Long.BYTES + Integer.BYTES;

    private final SimpleVersionedSerializer<Object> transaction;

    NumberedSerializer(SimpleVersionedSerializer<Object> transaction) {
        this.transaction = transaction;
    }

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(Numbered numbered) throws IOException {
        byte[] inner = transaction.serialize(numbered.transaction());
        return ByteBuffer.allocate(HEAD + inner.length)
                .putLong(numbered.start())
                .putLong(numbered.end())
                .putInt(transaction.getVersion())
                .put(inner)
                .array();
    }

    @Override
    public Numbered deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1 || bytes.length < HEAD) {
            throw new IOException("channel transaction: must be >= %d bytes of version 1, was %d bytes of version %d"
                    .formatted(HEAD, bytes.length, version));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long start = in.getLong();
        long end = in.getLong();
        int inner = in.getInt();
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return new Numbered(start, end, transaction.deserialize(inner, rest), true);
    }
}
