package io.millrace.operators.channel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaOptionsTest {
    private static MillraceConfig read(String channels, String... overrides) {
        return ConfigReader.parse("channels:\n" + channels, List.of(overrides), "test");
    }

    private static KafkaOptions options(MillraceConfig config) {
        return config.channels().kinds().get(KafkaOptions.class);
    }

    @Test
    void kafkaIsASectionAmongTheChannelOptions() {
        MillraceConfig config = read("""
                  ledger: kafka:ledger
                  kafka:
                    servers: k1:9092,k2:9092
                    properties: {security.protocol: SASL_SSL, linger.ms: 5}
                    create: true
                    partitions: 6
                    retention: 7 d
                """, "channels.kafka.properties.compression.type=lz4");

        assertThat(config.channels().ledger()).isEqualTo("kafka:ledger");
        assertThat(options(config))
                .isEqualTo(new KafkaOptions(
                        "k1:9092,k2:9092",
                        Map.of("security.protocol", "SASL_SSL", "linger.ms", "5", "compression.type", "lz4"),
                        "",
                        true,
                        6,
                        1,
                        Duration.ofDays(7),
                        Duration.ofMinutes(2),
                        "",
                        "millrace"));
        assertThat(ConfigReader.parse(config.toYaml(), List.of(), "written").channels())
                .isEqualTo(config.channels());
    }

    @Test
    void withoutASectionTheDefaultsApply() {
        assertThat(options(ConfigReader.defaults())).isEqualTo(KafkaOptions.DEFAULTS);
    }

    @Test
    void aChannelOpenedByAddressUsesTheOptionsOfItsKind() {
        ChannelsConfig config = read("  kafka: {servers: \"k:1\"}").channels();

        assertThat(ChannelKind.open(ChannelAddress.parse("kafka:ledger"), config))
                .isEqualTo(new KafkaChannel("ledger", options(read("  kafka: {servers: \"k:1\"}"))));
        assertThat(ChannelKind.open(ChannelAddress.parse("kafka:ledger"), ChannelsConfig.KEEP_ALL))
                .isEqualTo(new KafkaChannel("ledger", KafkaOptions.DEFAULTS));
    }

    @Test
    void allProblemsAreReportedWithTheirKeys() {
        assertThatThrownBy(() -> read("""
                          ledger: somewhere
                          steps: kafka:a
                          minibatches: kafka:a
                          kafka:
                            partitions: 0
                            replication: 40000
                            retention: -1 s
                            restartTime: soon
                            topic: x
                            properties: [a]
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("channels.ledger: must be KIND:PLACE or empty, was 'somewhere'")
                .hasMessageContaining(
                        "channels.minibatches: must differ from channels.steps, since a channel has one writer; both are kafka:a")
                .hasMessageContaining("channels.kafka.partitions: must be >= 1, was 0")
                .hasMessageContaining("channels.kafka.replication: must be in 1..32767, was 40000")
                .hasMessageContaining("channels.kafka.restartTime: must be")
                .hasMessageContaining("channels.kafka.topic: is not an option")
                .hasMessageContaining("channels.kafka.properties: must be a map, was a list");
        assertThatThrownBy(() -> read("  kafka: [1]")).hasMessageContaining("channels.kafka: must be a section");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.key",
                "ssl.keystore.certificate.chain",
                "ssl.truststore.certificates",
                "sasl.oauthbearer.client.credentials.client.secret",
                "basic.auth.credentials",
                "my.login.token",
                "SASL.JAAS.CONFIG"
            })
    void secretsAreRefusedByNameAndNotShown(String name) {
        assertThatThrownBy(() -> read("  kafka: {properties: {%s: hunter2}}".formatted(name)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "channels.kafka.properties: must not contain secrets, since properties are displayed and copied; contains "
                                + name)
                .hasMessageContaining("MILLRACE_KAFKA_")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactional.id",
                "acks",
                "enable.idempotence",
                "isolation.level",
                "auto.offset.reset",
                "enable.auto.commit",
                "group.id",
                "value.serializer"
            })
    void propertiesThatTheGuaranteesDependOnAreRefused(String name) {
        assertThatThrownBy(() -> read("  kafka: {properties: {%s: x}}".formatted(name)))
                .hasMessageContaining(
                        "channels.kafka.properties: must not hold %s, which Millrace sets itself".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", ".", "..", "\u00e4"})
    void anInvalidTopicNameIsRefused(String topic) {
        assertThatThrownBy(() -> new KafkaChannel(topic, KafkaOptions.DEFAULTS))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("topic must be 1..249 letters, digits");
    }

    @Test
    void topicsThatAJobStillHasToReadAreCreatedWithoutARetentionLimit() {
        KafkaOptions options = new KafkaOptions(
                "host:9092", Map.of(), "", true, 3, 2, Duration.ofDays(1), Duration.ofMinutes(2), "", "millrace");

        assertThat(options.keepingAll().retention()).isZero();
        assertThat(options.keepingAll().partitions()).isEqualTo(3);
    }
}
