package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.Versioned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NounSerializerTest {
    @ParameterizedTest
    @EnumSource(Noun.class)
    void aNounSurvivesARoundTrip(Noun noun) throws IOException {
        TypeSerializer<Object> serializer = new NounSerializer<>(noun);
        Object once = Versioned.fromBytes(noun.codec(), GoldenNouns.payload(noun));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(once, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);

        assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(Noun.class)
    void whatEveryReleasedVersionWroteIsReadToday(Noun noun) throws IOException {
        for (int version = 1; version <= noun.codec().version(); version++) {
            assertThat(Versioned.<Object>fromBytes(noun.codec(), golden(noun, version, "payload")))
                    .as("%s, version %d", noun, version)
                    .isEqualTo(GoldenNouns.value(noun, version));
        }
    }

    @ParameterizedTest
    @EnumSource(Noun.class)
    void todaysVersionWritesItsGoldenBytes(Noun noun) throws IOException {
        int version = noun.codec().version();
        assertThat(GoldenNouns.payload(noun)).isEqualTo(golden(noun, version, "payload"));
        assertThat(GoldenNouns.snapshot(noun)).isEqualTo(golden(noun, version, "snapshot"));
    }

    @ParameterizedTest
    @EnumSource(Noun.class)
    void stateOfEveryReleasedVersionIsTakenOver(Noun noun) throws IOException {
        for (int version = 1; version <= noun.codec().version(); version++) {
            TypeSerializerSnapshot<Object> old = snapshot(golden(noun, version, "snapshot"));

            assertThat(old.restoreSerializer()).isEqualTo(new NounSerializer<>(noun));
            assertThat(today(noun).resolveSchemaCompatibility(old).isCompatibleAsIs())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Noun.class)
    void stateOfANewerVersionIsRefused(Noun noun) throws IOException {
        byte[] newer = GoldenNouns.snapshot(noun);
        newer[newer.length - 1]++;

        assertThat(today(noun).resolveSchemaCompatibility(snapshot(newer)).isIncompatible())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Noun.class)
    void stateOfAnotherNounIsRefused(Noun noun) {
        assertThat(Arrays.stream(Noun.values()).filter(other -> other != noun))
                .allMatch(other ->
                        today(noun).resolveSchemaCompatibility(today(other)).isIncompatible());
    }

    private static TypeSerializerSnapshot<Object> today(Noun noun) {
        return new NounSerializer<>(noun).snapshotConfiguration();
    }

    private static TypeSerializerSnapshot<Object> snapshot(byte[] bytes) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(bytes), NounSerializerTest.class.getClassLoader());
    }

    private static byte[] golden(Noun noun, int version, String kind) throws IOException {
        String file = GoldenNouns.file(noun, version, kind);
        try (InputStream in = NounSerializerTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(in).as("golden/%s: add it by GoldenNouns.main", file).isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
