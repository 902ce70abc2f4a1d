package io.millrace.operators.channel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.testkit.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels in a broker that demands TLS and a password, which are in a file of properties. */
class KafkaSecurityIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String STORE_PASSWORD = "of-the-store";
    private static final String PASSWORD = "correct-horse";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"millrace\" password=\"%s\"%s;";

    @TempDir
    static Path temp;

    private static KafkaBroker broker;
    private static String servers;

    @BeforeAll
    static void start() throws Exception {
        Path keys = temp.resolve("keys.p12");
        keytool("-genkeypair -alias broker -keyalg EC -dname CN=broker -ext SAN=IP:127.0.0.1 -validity 2", keys);
        keytool("-exportcert -rfc -alias broker -file " + temp.resolve("broker.pem"), keys);
        int port = KafkaBroker.freePort();
        int plain = KafkaBroker.freePort();
        int controller = KafkaBroker.freePort();
        servers = "127.0.0.1:" + port;
        broker = KafkaBroker.in(
                temp.resolve("broker"),
                plain,
                Map.ofEntries(
                        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://127.0.0.1:%d,SECURE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(plain, port, controller)),
                        Map.entry(
                                "advertised.listeners",
                                "PLAINTEXT://127.0.0.1:%d,SECURE://127.0.0.1:%d".formatted(plain, port)),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry(
                                "listener.name.secure.plain.sasl.jaas.config",
                                LOGIN.formatted(PASSWORD, " user_millrace=\"%s\"".formatted(PASSWORD))),
                        Map.entry("ssl.keystore.location", keys.toString()),
                        Map.entry("ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("ssl.keystore.type", "PKCS12")));
    }

    @AfterAll
    static void stop() {
        broker.stop();
    }

    private static void keytool(String arguments, Path keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of(
                "-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD, "-noprompt"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("keytool.txt").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(temp.resolve("keytool.txt")))
                .isZero();
    }

    /** A channel whose secrets are in a file, changed by some properties. */
    private static KafkaChannel channel(String name, Map<String, String> changes) throws IOException {
        Map<String, String> all = new TreeMap<>(Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL",
                SaslConfigs.SASL_MECHANISM, "PLAIN",
                SaslConfigs.SASL_JAAS_CONFIG, LOGIN.formatted(PASSWORD, ""),
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM",
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                        temp.resolve("broker.pem").toString()));
        all.putAll(changes);
        Properties properties = new Properties();
        properties.putAll(all);
        Path file = temp.resolve(name + ".properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return new KafkaChannel(
                name,
                new KafkaOptions(
                        servers, Map.of(), file.toString(), true, 1, 1, Duration.ZERO, SECOND, "", "millrace"));
    }

    @Test
    void recordsAreWrittenAndReadOverAnEncryptedAndAuthenticatedConnection() throws Exception {
        KafkaChannel channel = channel("secured", Map.of());
        channel.prepare(SECOND);
        channel.append(List.of("{\"a\":1}", "{\"a\":2}"));

        List<ChannelRecord> read = new ArrayList<>();
        try (RecordReader reader = channel.reader(0)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                read.add(next.get());
            }
        }
        assertThat(read).containsExactly(new ChannelRecord(0, "{\"a\":1}"), new ChannelRecord(1, "{\"a\":2}"));
    }

    @Test
    void anIncorrectPasswordIsRefusedAndNotShown() throws Exception {
        KafkaChannel channel =
                channel("refused", Map.of(SaslConfigs.SASL_JAAS_CONFIG, LOGIN.formatted("battery-staple", "")));

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("SaslAuthenticationException")
                .hasMessageEndingWith(
                        ": check the user and its secrets in channels.kafka.propertiesFile or MILLRACE_KAFKA_*")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("battery-staple"));
    }

    @Test
    void aBrokerWithAnotherCertificateIsNotTrusted() throws Exception {
        Path others = temp.resolve("others.p12");
        keytool("-genkeypair -alias other -keyalg EC -dname CN=other -ext SAN=IP:127.0.0.1 -validity 2", others);
        keytool("-exportcert -rfc -alias other -file " + temp.resolve("other.pem"), others);
        KafkaChannel channel = channel(
                "untrusted",
                Map.of(
                        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                        temp.resolve("other.pem").toString()));

        assertThatThrownBy(() -> channel.prepare(SECOND))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("SslAuthenticationException");
    }
}
