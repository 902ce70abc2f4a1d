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

class DomainTypeSerializerTest {
    @ParameterizedTest
    @EnumSource(DomainType.class)
    void aDomainTypeSurvivesARoundTrip(DomainType domainType) throws IOException {
        TypeSerializer<Object> serializer = new DomainTypeSerializer<>(domainType);
        Object once = Versioned.fromBytes(domainType.codec(), GoldenDomainTypes.payload(domainType));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(once, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);

        assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(DomainType.class)
    void everyReleasedVersionIsRead(DomainType domainType) throws IOException {
        for (int version = 1; version <= domainType.codec().version(); version++) {
            assertThat(Versioned.<Object>fromBytes(domainType.codec(), golden(domainType, version, "payload")))
                    .as("%s, version %d", domainType, version)
                    .isEqualTo(GoldenDomainTypes.value(domainType, version));
        }
    }

    @ParameterizedTest
    @EnumSource(DomainType.class)
    void theCurrentVersionWritesItsGoldenBytes(DomainType domainType) throws IOException {
        int version = domainType.codec().version();
        assertThat(GoldenDomainTypes.payload(domainType)).isEqualTo(golden(domainType, version, "payload"));
        assertThat(GoldenDomainTypes.snapshot(domainType)).isEqualTo(golden(domainType, version, "snapshot"));
    }

    @ParameterizedTest
    @EnumSource(DomainType.class)
    void stateOfEveryReleasedVersionIsCompatible(DomainType domainType) throws IOException {
        for (int version = 1; version <= domainType.codec().version(); version++) {
            TypeSerializerSnapshot<Object> old = snapshot(golden(domainType, version, "snapshot"));

            assertThat(old.restoreSerializer()).isEqualTo(new DomainTypeSerializer<>(domainType));
            assertThat(today(domainType).resolveSchemaCompatibility(old).isCompatibleAsIs())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(DomainType.class)
    void stateOfANewerVersionIsRefused(DomainType domainType) throws IOException {
        byte[] newer = GoldenDomainTypes.snapshot(domainType);
        newer[newer.length - 1]++;

        assertThat(today(domainType).resolveSchemaCompatibility(snapshot(newer)).isIncompatible())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(DomainType.class)
    void stateOfAnotherDomainTypeIsRefused(DomainType domainType) {
        assertThat(Arrays.stream(DomainType.values()).filter(other -> other != domainType))
                .allMatch(other -> today(domainType)
                        .resolveSchemaCompatibility(today(other))
                        .isIncompatible());
    }

    private static TypeSerializerSnapshot<Object> today(DomainType domainType) {
        return new DomainTypeSerializer<>(domainType).snapshotConfiguration();
    }

    private static TypeSerializerSnapshot<Object> snapshot(byte[] bytes) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(bytes), DomainTypeSerializerTest.class.getClassLoader());
    }

    private static byte[] golden(DomainType domainType, int version, String kind) throws IOException {
        String file = GoldenDomainTypes.file(domainType, version, kind);
        try (InputStream in = DomainTypeSerializerTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(in)
                    .as("golden/%s: add it with GoldenDomainTypes.main", file)
                    .isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
