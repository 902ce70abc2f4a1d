package io.millrace.operators.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Serializes {@link AggregatingState}: the aggregator's name and state, then the states of the channel's own writer. */
final class AggregatingStateSerializer implements SimpleVersionedSerializer<AggregatingState> {
    private final SimpleVersionedSerializer<Object> states;

    AggregatingStateSerializer(SimpleVersionedSerializer<Object> states) {
        this.states = states;
    }

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(AggregatingState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(state.name());
        out.writeInt(state.aggregates().values().length);
        out.write(state.aggregates().values());
        out.writeInt(states.getVersion());
        out.writeInt(state.states().size());
        for (Object one : state.states()) {
            byte[] inner = states.serialize(one);
            out.writeInt(inner.length);
            out.write(inner);
        }
        return bytes.toByteArray();
    }

    @Override
    public AggregatingState deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1) {
            throw new IOException("aggregating writer: state version must be 1, was %d".formatted(version));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String name = in.readUTF();
        byte[] aggregates = in.readNBytes(in.readInt());
        int inner = in.readInt();
        int count = in.readInt();
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(states.deserialize(inner, in.readNBytes(in.readInt())));
        }
        return new AggregatingState(read, name, new AggregatingState.Bytes(aggregates));
    }
}
