package io.millrace.operators.channel;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The state of {@link ChannelEnumerator} in checkpoints: the split until it is assigned, then nothing.
 *
 * @param <S> the split
 */
public final class UnassignedSerializer<S extends SourceSplit> implements SimpleVersionedSerializer<Optional<S>> {
    private final SimpleVersionedSerializer<S> split;

    /**
     * @param split serializer of the split, which never writes 0 bytes
     */
    public UnassignedSerializer(SimpleVersionedSerializer<S> split) {
        this.split = split;
    }

    @Override
    public int getVersion() {
        return split.getVersion();
    }

    @Override
    public byte[] serialize(Optional<S> unassigned) throws IOException {
        return unassigned.isPresent() ? split.serialize(unassigned.get()) : new byte[0];
    }

    @Override
    public Optional<S> deserialize(int version, byte[] bytes) throws IOException {
        return bytes.length == 0 && version == getVersion()
                ? Optional.empty()
                : Optional.of(split.deserialize(version, bytes));
    }
}
