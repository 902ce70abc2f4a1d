package io.millrace.operators.channel.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.Batch;
import io.millrace.channel.Position;
import io.millrace.operators.channel.UnassignedSerializer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bytes of version 1 are in existing savepoints and must never change. */
class SerializersTest {
    private static final Position POSITION = new Position(1000, 900, 4096);
    private static final String POSITION_1 = "00000000000003e8" + "0000000000000384" + "0000000000001000";
    private static final Batch BATCH = new Batch(POSITION, 3, 77, 0xCAFEBABEL);
    private static final String BATCH_1 = POSITION_1 + "0000000000000003" + "000000000000004d" + "00000000cafebabe";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void positionsOfVersionOneAreRead() throws IOException {
        assertThat(new PositionSerializer().serialize(POSITION)).isEqualTo(bytes(POSITION_1));
        assertThat(new PositionSerializer().deserialize(1, bytes(POSITION_1))).isEqualTo(POSITION);
    }

    @Test
    void batchesOfVersionOneAreRead() throws IOException {
        assertThat(new BatchSerializer().serialize(BATCH)).isEqualTo(bytes(BATCH_1));
        assertThat(new BatchSerializer().deserialize(1, bytes(BATCH_1))).isEqualTo(BATCH);
    }

    @Test
    void splitsOfVersionOneAreRead() throws IOException {
        ChannelSplit split = new ChannelSplit(POSITION, 3);
        String written = POSITION_1 + "0000000000000003";
        assertThat(new ChannelSplitSerializer().serialize(split)).isEqualTo(bytes(written));
        assertThat(new ChannelSplitSerializer().deserialize(1, bytes(written))).isEqualTo(split);
        UnassignedSerializer<ChannelSplit> unassigned = new UnassignedSerializer<>(new ChannelSplitSerializer());
        assertThat(unassigned.deserialize(1, unassigned.serialize(Optional.of(split))))
                .contains(split);
        assertThat(unassigned.serialize(Optional.empty())).isEmpty();
        assertThat(unassigned.deserialize(1, new byte[0])).isEmpty();
    }

    @Test
    void otherVersionsAndLengthsAreRefused() {
        assertThatThrownBy(() -> new PositionSerializer().deserialize(2, bytes(POSITION_1)))
                .hasMessage("channel position: must be 24 bytes of version 1, was 24 bytes of version 2");
        assertThatThrownBy(() -> new BatchSerializer().deserialize(1, bytes(POSITION_1)))
                .hasMessage("channel batch: must be 48 bytes of version 1, was 24 bytes of version 1");
        assertThatThrownBy(() -> new UnassignedSerializer<>(new ChannelSplitSerializer()).deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class);
    }
}
