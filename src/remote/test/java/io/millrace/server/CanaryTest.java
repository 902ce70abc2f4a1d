package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.LogProbs.Scale;
import io.millrace.model.PolicyException;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CanaryTest {
    @TempDir
    Path folder;

    private ToyServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ToyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServerEngine open() {
        return EngineKit.open(folder, EngineKit.config("", server));
    }

    private static Scale scale(ServerEngine engine) throws Exception {
        List<Response> group = engine.sample(new SamplingRequest(
                        "q", 0, PromptKind.PLAIN, EngineKit.PROMPT, 1, new Sampling(0.5, 1, 0, 4, List.of(), 3)))
                .get(1, TimeUnit.MINUTES);
        return group.get(0).logProbs().scale();
    }

    @Test
    void rawLogProbsAreFoundOut() throws Exception {
        try (ServerEngine engine = open()) {
            assertThat(scale(engine)).isEqualTo(Scale.RAW);
        }
    }

    @Test
    void scaledLogProbsAreFoundOut() throws Exception {
        server.scaled = true;
        try (ServerEngine engine = open()) {
            assertThat(scale(engine)).isEqualTo(Scale.SCALED);
        }
    }

    @Test
    void anotherTokenizerIsRefusedWithBothValues() {
        server.shift = 1;
        assertThatThrownBy(this::open)
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        "policy.servers: server 127.0.0.1:%d: tokenizer must be that of policy.path, which encodes '12 + 7 = 19' as [49, 50, 32, 43, 32, 55, 32, 61, 32, 49, 57], encoded it as [50, 51, 33, 44, 33, 56, 33, 62, 33, 50, 58]: serve the policy's model with its tokenizer"
                                .formatted(server.port()));
    }

    @Test
    void theContextIsThatOfTheSmallestServer() throws Exception {
        try (ToyServer small = new ToyServer()) {
            small.context = 32;
            try (ServerEngine engine = EngineKit.open(folder, EngineKit.config("", server, small))) {
                assertThat(engine.info().contextTokens()).isEqualTo(32);
            }
        }
    }

    @Test
    void theRouteForTokenIdsIsPreferred() throws Exception {
        server.generates = true;
        try (ServerEngine engine = open()) {
            EngineKit.sample(engine, "q", 2);
            assertThat(EngineKit.sample(engine, "q", 2)).hasSize(2);
        }
    }

    @Test
    void aServerThatIsDownAtTheStartIsWaitedForByTheOthers() throws Exception {
        int port = ToyServer.freePort();
        String urls = server.url() + ", http://127.0.0.1:" + port;
        try (ServerEngine engine = EngineKit.open(folder, EngineKit.parse(urls, ""))) {
            assertThat(EngineKit.sample(engine, "q", 2)).hasSize(2);
            try (ToyServer late = new ToyServer(port)) {
                while (late.weights != 11) {
                    Thread.sleep(5);
                }
                assertThat(late.calls).startsWith("/health", "/v1/models", "/version");
            }
        }
    }

    @Test
    void aFleetThatIsDownIsRefused() {
        int port = ToyServer.freePort();
        assertThatThrownBy(() -> EngineKit.open(folder, EngineKit.parse("http://127.0.0.1:" + port, "")))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(
                        "policy.servers: at least one server must respond, none did: 127.0.0.1:%d is out: could not be reached: ConnectException"
                                .formatted(port));
    }
}
