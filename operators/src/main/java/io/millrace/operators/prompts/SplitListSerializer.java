package io.millrace.operators.prompts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's unassigned shares in checkpoints. */
final class SplitListSerializer implements SimpleVersionedSerializer<List<OrdinalSplit>> {
    private static final OrdinalSplitSerializer SPLIT = new OrdinalSplitSerializer();

    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(List<OrdinalSplit> splits) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(splits.size());
        for (OrdinalSplit split : splits) {
            out.write(SPLIT.serialize(split));
        }
        return bytes.toByteArray();
    }

    @Override
    public List<OrdinalSplit> deserialize(int version, byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int size = in.readInt();
        List<OrdinalSplit> splits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            splits.add(SPLIT.deserialize(version, in.readNBytes(16)));
        }
        return splits;
    }
}
