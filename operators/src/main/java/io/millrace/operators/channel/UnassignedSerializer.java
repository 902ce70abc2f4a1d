package io.millrace.operators.channel;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's state in checkpoints: the split until it is assigned, then nothing. */
final class UnassignedSerializer implements SimpleVersionedSerializer<Optional<ChannelSplit>> {
    private static final ChannelSplitSerializer SPLIT = new ChannelSplitSerializer();

    @Override
    public int getVersion() {
        return SPLIT.getVersion();
    }

    @Override
    public byte[] serialize(Optional<ChannelSplit> unassigned) {
        return unassigned.map(SPLIT::serialize).orElse(new byte[0]);
    }

    @Override
    public Optional<ChannelSplit> deserialize(int version, byte[] bytes) throws IOException {
        return bytes.length == 0 && version == getVersion()
                ? Optional.empty()
                : Optional.of(SPLIT.deserialize(version, bytes));
    }
}
