package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UpdatesTest {
    @TempDir
    Path folder;

    private ToyServer first;
    private ToyServer second;

    @BeforeEach
    void start() throws Exception {
        first = new ToyServer();
        second = new ToyServer();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private PolicyVersion version(long number) {
        return ToyModel.version(folder, number, number, 100 + number);
    }

    private ServerEngine open(String options, ToyServer... servers) {
        return EngineKit.open(folder, EngineKit.config(options, servers));
    }

    private static long number(List<Response> group) {
        return group.get(0).oldestVersion();
    }

    @Test
    void aServerWhoseUpdateFailsStaysOutWhileTheOthersSample() throws Exception {
        try (ServerEngine engine = open("circuit.pause=1 h", first, second)) {
            first.failingStep = "/reset_prefix_cache";
            engine.load(version(3));
            long before = first.sampled();
            for (int i = 0; i < 6; i++) {
                assertThat(number(EngineKit.sample(engine, "q" + i, 2))).isEqualTo(3);
            }

            assertThat(first.sampled()).isEqualTo(before);
            assertThat(first.calls).doesNotContain("/resume");
        }
    }

    @Test
    void itComesBackWithTheWeightsThatAreCurrentThen() throws Exception {
        try (ServerEngine engine = open("", first, second)) {
            first.failingStep = "/collective_rpc";
            engine.load(version(3));
            engine.load(version(4));
            first.failingStep = "";

            while (!first.label.startsWith("4-") || !first.calls.contains("/resume")) {
                Thread.sleep(5);
            }
            assertThat(first.weights).isEqualTo(104);
        }
    }

    @Test
    void aVersionThatNoServerTakesIsRefusedWithTheServersOption() {
        first.developmentMode = false;
        try (ServerEngine engine = open("", first)) {
            assertThatThrownBy(() -> engine.load(version(3)))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageStartingWith(
                            "version 3: no server has its weights: 127.0.0.1:%d is out: update to version 3: /pause?mode=wait&clear_cache=true: status must be 2xx, was 404"
                                    .formatted(first.port()))
                    .hasMessageContaining("VLLM_SERVER_DEV_MODE=1");
        }
    }

    @Test
    void aRestartedServerIsNotUsedUntilItHasTheCurrentWeights() throws Exception {
        first.generates = true;
        try (ServerEngine engine = open("", first)) {
            engine.load(version(3));
            EngineKit.sample(engine, "q", 1);
            first.label = "default";
            first.weights = 1;

            List<Response> group = EngineKit.sample(engine, "r", 2);
            assertThat(number(group)).isEqualTo(3);
            assertThat((double) group.get(0).logProbs().values()[0]).isEqualTo((float)
                    ToyModel.logProb(103, group.get(0).tokens().ids()[0], 1));
        }
    }

    @Test
    void aRestartedServerThatDoesNotLabelItsSamplesIsFoundByTheCheck() throws Exception {
        try (ServerEngine engine = open("circuit.check=10 ms", first)) {
            engine.load(version(3));
            first.weights = 1;
            first.label = "default";

            while (first.weights != 103) {
                Thread.sleep(5);
            }
            assertThat(number(EngineKit.sample(engine, "r", 2))).isEqualTo(3);
        }
    }

    @Test
    void weightsThatDidNotChangeAreFoundByTheProbe() throws Exception {
        first.ignoresUpdates = true;
        try (ServerEngine engine = EngineKit.open(
                folder,
                EngineKit.config("weights.timeout=1 s", first),
                Duration.ofMinutes(1),
                Optional.of(ToyModel.reference()))) {
            assertThatThrownBy(() -> engine.load(version(3)))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining(
                            "log-probs must be those of version 3 within 0.1 nats per token, differed by ");
            first.ignoresUpdates = false;
            engine.load(version(4));
            assertThat(number(EngineKit.sample(engine, "q", 1))).isEqualTo(4);
        }
    }

    @Test
    void serversAreUpdatedInWaves() throws Exception {
        try (ServerEngine engine = open("", first, second)) {
            first.failingStep = "/pause";
            engine.load(version(3));

            assertThat(number(EngineKit.sample(engine, "q", 2))).isEqualTo(3);
            assertThat(second.calls).contains("/pause", "/resume");
        }
    }
}
