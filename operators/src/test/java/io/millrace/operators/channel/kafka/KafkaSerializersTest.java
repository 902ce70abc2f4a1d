package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** The bytes of version 1 are in existing savepoints and must never change. */
class KafkaSerializersTest {
    private static final KafkaSplit SPLIT = new KafkaSplit(1000, Map.of(1, 4096L, 0, 7L));
    private static final String SPLIT_1 =
            "00000000000003e8" + "00000000" + "0000000000000007" + "00000001" + "0000000000001000";
    private static final String NUMBERED_1 = "0000000000000003" + "0000000000000005" + "00000009" + "7478";
    private static final String STATE_1 =
            "0000000000000005" + "00000009" + "00000002" + "00000001" + "61" + "00000002" + "6262";

    /** Stands for the serializers of Flink's sink, in a version of their own. */
    private static final class Text implements SimpleVersionedSerializer<Object> {
        @Override
        public int getVersion() {
            return 9;
        }

        @Override
        public byte[] serialize(Object text) {
            return text.toString().getBytes(UTF_8);
        }

        @Override
        public Object deserialize(int version, byte[] bytes) {
            assertThat(version).isEqualTo(9);
            return new String(bytes, UTF_8);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void splitsOfVersionOneAreRead() throws IOException {
        assertThat(new KafkaSplitSerializer().serialize(SPLIT)).isEqualTo(bytes(SPLIT_1));
        assertThat(new KafkaSplitSerializer().deserialize(1, bytes(SPLIT_1))).isEqualTo(SPLIT);
        assertThat(new KafkaSplitSerializer().deserialize(1, new KafkaSplitSerializer().serialize(KafkaSplit.START)))
                .isEqualTo(KafkaSplit.START);
    }

    @Test
    void transactionsOfVersionOneAreRead() throws IOException {
        NumberedSerializer serializer = new NumberedSerializer(new Text());
        assertThat(serializer.serialize(new Numbered(3, 5, "tx", false))).isEqualTo(bytes(NUMBERED_1));
        assertThat(serializer.deserialize(1, bytes(NUMBERED_1))).isEqualTo(new Numbered(3, 5, "tx", true));
    }

    @Test
    void writersOfVersionOneAreRead() throws IOException {
        NumberedStateSerializer serializer = new NumberedStateSerializer(new Text());
        NumberedState state = new NumberedState(5, List.of("a", "bb"));
        assertThat(serializer.serialize(state)).isEqualTo(bytes(STATE_1));
        assertThat(serializer.deserialize(1, bytes(STATE_1))).isEqualTo(state);
    }

    @Test
    void otherVersionsAndLengthsAreRefused() {
        assertThatThrownBy(() -> new KafkaSplitSerializer().deserialize(2, bytes(SPLIT_1)))
                .hasMessage("channel split: 32 bytes of version 2 are not a split of version 1");
        assertThatThrownBy(() -> new KafkaSplitSerializer().deserialize(1, new byte[9]))
                .hasMessage("channel split: 9 bytes of version 1 are not a split of version 1");
        assertThatThrownBy(() -> new NumberedSerializer(new Text()).deserialize(1, new byte[9]))
                .hasMessage("channel transaction: must be >= 20 bytes of version 1, was 9 bytes of version 1");
        assertThatThrownBy(() -> new NumberedStateSerializer(new Text()).deserialize(3, new byte[9]))
                .hasMessage("channel writer: state version must be 1, was 3");
    }
}
