package io.millrace.operators.channel.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.fault.FaultPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    @TempDir
    Path temp;

    private static KafkaOptions options(String servers, Map<String, String> properties, String file) {
        return new KafkaOptions(servers, properties, file, false, 1, 1, Duration.ZERO, Duration.ZERO, "", "");
    }

    private static Map<String, Object> all(KafkaOptions options, Map<String, String> environment) {
        return ClientProperties.of(options, environment).forClient(List.of(), List.of());
    }

    private String file(String text) throws Exception {
        return Files.writeString(temp.resolve("client.properties"), text).toString();
    }

    @Test
    void theEnvironmentWinsOverTheFileAndTheFileOverTheConfiguration() throws Exception {
        String file = file("linger.ms=2\nclient.id=file\nsasl.jaas.config=secret\n");

        assertThat(new TreeMap<>(all(
                        options("k:1", Map.of("linger.ms", "1", "client.rack", "a", "client.id", "x"), file),
                        Map.of("MILLRACE_KAFKA_CLIENT_ID", "environment", "OTHER", "y"))))
                .isEqualTo(new TreeMap<>(Map.of(
                        "bootstrap.servers", "k:1",
                        "linger.ms", "2",
                        "client.rack", "a",
                        "client.id", "environment",
                        "sasl.jaas.config", "secret")));
    }

    @Test
    void theServersMayComeFromTheEnvironment() {
        assertThat(ClientProperties.of(
                                options("", Map.of(), ""), Map.of("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "env:9092"))
                        .servers())
                .isEqualTo("env:9092");
        assertThatThrownBy(() -> ClientProperties.of(options("", Map.of(), ""), Map.of()))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        "channels.kafka.servers: must name the brokers, was empty: set it, or the environment variable MILLRACE_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithoutItsContent() throws Exception {
        assertThatThrownBy(() -> all(options("k:1", Map.of(), "/missing/file"), Map.of()))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining(
                        "channels.kafka.propertiesFile: must be readable where the tasks run, was /missing");
        String broken = file("a=\\uhunter2");
        assertThatThrownBy(() -> all(options("k:1", Map.of(), broken), Map.of()))
                .hasMessageContaining("is not a Java properties file")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void propertiesThatTheGuaranteesDependOnAreRefusedEverywhere() throws Exception {
        String file = file("isolation.level=read_uncommitted\n");
        assertThatThrownBy(() -> all(options("k:1", Map.of(), file), Map.of()))
                .hasMessage(
                        "channels.kafka.propertiesFile: %s: must not hold isolation.level, which Millrace sets itself"
                                .formatted(file));
        assertThatThrownBy(() -> all(options("k:1", Map.of(), ""), Map.of("MILLRACE_KAFKA_ACKS", "0")))
                .hasMessage("environment variable MILLRACE_KAFKA_ACKS: must not hold acks, which Millrace sets itself");
    }

    @Test
    void eachClientGetsItsOwnPropertiesAndThoseUnknownToAll() {
        ClientProperties properties = ClientProperties.of(
                options("k:1", Map.of("linger.ms", "1", "fetch.min.bytes", "2", "my.interceptor.url", "u"), ""),
                Map.of());

        assertThat(properties.forClient(List.of("linger.ms"), List.of("linger.ms", "fetch.min.bytes")))
                .containsOnlyKeys("bootstrap.servers", "linger.ms", "my.interceptor.url");
    }

    @Test
    void secretsDoNotTravelWithTheJob() throws Exception {
        String file = file("sasl.jaas.config=hunter2\n");
        KafkaChannel channel = new KafkaChannel("t", options("k:1", Map.of(), file));

        byte[] sink = InstantiationUtil.serializeObject(channel.sink(FaultPlan.NONE));
        byte[] source = InstantiationUtil.serializeObject(channel.source(RecordPacing.Factory.UNPACED));

        assertThat(new String(sink, ISO_8859_1)).contains(file).doesNotContain("hunter2");
        assertThat(new String(source, ISO_8859_1)).contains(file).doesNotContain("hunter2");
        assertThat(channel.toString()).doesNotContain("hunter2");
    }
}
