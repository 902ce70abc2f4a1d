package io.millrace.operators.channel.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link KafkaSplit} in checkpoints: the number, then partition and offset of each partition. */
final class KafkaSplitSerializer implements SimpleVersionedSerializer<KafkaSplit> {
    private static final int PARTITION = Integer.BYTES + Long.BYTES;

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(KafkaSplit split) {
        ByteBuffer out =
                ByteBuffer.allocate(Long.BYTES + PARTITION * split.offsets().size());
        out.putLong(split.next());
        split.offsets().forEach((partition, offset) -> out.putInt(partition).putLong(offset));
        return out.array();
    }

    @Override
    public KafkaSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1 || bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % PARTITION != 0) {
            throw new IOException("channel split: %d bytes of version %d are not a split of version 1"
                    .formatted(bytes.length, version));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long next = in.getLong();
        Map<Integer, Long> offsets = new TreeMap<>();
        while (in.hasRemaining()) {
            offsets.put(in.getInt(), in.getLong());
        }
        return new KafkaSplit(next, offsets);
    }
}
