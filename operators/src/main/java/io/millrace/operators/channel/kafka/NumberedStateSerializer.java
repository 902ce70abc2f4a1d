package io.millrace.operators.channel.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link NumberedState} in checkpoints: the number, then the states of Flink's writer with their version. */
final class NumberedStateSerializer implements SimpleVersionedSerializer<NumberedState> {
    private final SimpleVersionedSerializer<Object> states;

    NumberedStateSerializer(SimpleVersionedSerializer<Object> states) {
        this.states = states;
    }

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(NumberedState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(state.next());
        out.writeInt(states.getVersion());
        out.writeInt(state.states().size());
        for (Object inner : state.states()) {
            byte[] one = states.serialize(inner);
            out.writeInt(one.length);
            out.write(one);
        }
        return bytes.toByteArray();
    }

    @Override
    public NumberedState deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1) {
            throw new IOException("channel writer: state version must be 1, was %d".formatted(version));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        long next = in.readLong();
        int inner = in.readInt();
        int count = in.readInt();
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(states.deserialize(inner, in.readNBytes(in.readInt())));
        }
        return new NumberedState(next, read);
    }
}
