package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigException;
import io.millrace.policy.ServerStatistics;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AddressesTest {
    @TempDir
    Path folder;

    @Test
    void aNameStandsForAServerForEachOfItsAddresses() throws Exception {
        assertThat(Addresses.of(
                        List.of("http://fleet:8000/base", "http://one"),
                        host -> host.equals("one")
                                ? List.of(InetAddress.getByName("10.0.0.9"))
                                : List.of(InetAddress.getByName("10.0.0.2"), InetAddress.getByName("::1"))))
                .containsExactly(
                        URI.create("http://[0:0:0:0:0:0:0:1]:8000/base"),
                        URI.create("http://10.0.0.2:8000/base"),
                        URI.create("http://10.0.0.9"));
    }

    @Test
    void namesAreNotResolvedForCertificates() {
        assertThatThrownBy(() -> EngineKit.parse("https://fleet:8000", "resolve=1 s"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "policy.servers.resolve: must be 0 s with https, whose certificates name hosts and not addresses, was 1 s");
    }

    @Test
    void serversJoinAndLeaveWithTheirAddresses() throws Exception {
        try (ToyServer first = new ToyServer();
                ToyServer second = new ToyServer("127.0.0.2", first.port())) {
            AtomicReference<List<InetAddress>> name =
                    new AtomicReference<>(List.of(InetAddress.getByName("127.0.0.1")));
            try (ServerEngine engine = EngineKit.open(
                    folder,
                    EngineKit.parse("http://fleet:" + first.port(), "resolve=20 ms"),
                    Duration.ofMinutes(1),
                    Optional.empty(),
                    host -> name.get())) {
                engine.load(ToyModel.version(folder, 3, 3, 33));
                EngineKit.sample(engine, "q", 1);
                assertThat(engine.servers())
                        .extracting(ServerStatistics::name)
                        .containsExactly("127.0.0.1:" + first.port());

                name.set(List.of(InetAddress.getByName("127.0.0.2")));
                while (!engine.servers().stream()
                        .map(ServerStatistics::name)
                        .toList()
                        .equals(List.of("127.0.0.2:" + first.port()))) {
                    Thread.sleep(5);
                }
                long before = first.sampled();
                assertThat(EngineKit.sample(engine, "r", 2)).hasSize(2).allSatisfy(response -> assertThat(
                                response.oldestVersion())
                        .isEqualTo(3));
                assertThat(second.weights).isEqualTo(33);
                assertThat(first.sampled()).isEqualTo(before);
            }
        }
    }
}
