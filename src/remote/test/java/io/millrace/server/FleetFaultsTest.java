package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.LogProbs.Scale;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Fault;
import io.millrace.testkit.serve.Faults;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under each fault of each dialect, every response is correct, and nothing hangs. */
@Timeout(120)
class FleetFaultsTest {
    private static final Map<String, Supplier<Fault>> FAULTS = Map.ofEntries(
            Map.entry("503 burst", Faults::unavailable),
            Map.entry("500", () -> Faults.status(500, "{}")),
            Map.entry("reset", Faults::reset),
            Map.entry("cut body", Faults::cutBody),
            Map.entry("half JSON", Faults::halfJson),
            Map.entry("wrong number of tokens", Faults::wrongNumberOfTokens),
            Map.entry("wrong number of log-probs", Faults::wrongNumberOfLogProbs),
            Map.entry("text only", Faults::textOnly),
            Map.entry("NaN", Faults::nanLogProb),
            Map.entry("-9999", Faults::minus9999),
            Map.entry("slow", () -> Faults.late(Duration.ofMinutes(5))),
            Map.entry("hang after headers", Faults::hangAfterHeaders));
    private static final List<String> WITHOUT_REPLY = List.of("slow", "hang after headers");

    @TempDir
    Path folder;

    private final List<FakeServer> servers = new ArrayList<>();

    static Stream<Arguments> faults() {
        return Stream.of("vllm", "sglang", "llamacpp")
                .flatMap(dialect -> FAULTS.keySet().stream().sorted().map(fault -> Arguments.of(dialect, fault)));
    }

    @AfterEach
    void close() {
        servers.forEach(FakeServer::close);
    }

    private FakeServer server(String dialect) {
        FakeServer server = FakeServer.start(
                dialect, FakeServer.Setup.logits(Weights.write(folder.resolve("served"), FleetKit.FIRST_WEIGHTS)));
        servers.add(server);
        return server;
    }

    private static void valid(List<Response> group, long weights, double temperature) {
        for (Response response : group) {
            int[] prompt = FleetKit.PROMPT.ids();
            int[] text = Arrays.copyOf(prompt, prompt.length + response.length());
            System.arraycopy(response.tokens().ids(), 0, text, prompt.length, response.length());
            boolean scaled = response.logProbs().scale() == Scale.SCALED;
            for (int t = 0; t < response.length(); t++) {
                double[] raw =
                        LogitEngine.logProbs(weights, Letters.VOCABULARY, Arrays.copyOf(text, prompt.length + t));
                double norm = scaled
                        ? Math.log(Arrays.stream(raw)
                                .map(z -> Math.exp(z / temperature))
                                .sum())
                        : 0;
                double expected = raw[response.tokens().ids()[t]] / (scaled ? temperature : 1) - norm;
                assertThat((double) response.logProbs().values()[t])
                        .as("token %d of sample %d", t, response.sample())
                        .isCloseTo(expected, within(1e-4));
            }
        }
    }

    private static List<Response> get(CompletableFuture<List<Response>> answer) throws Exception {
        return answer.get(1, TimeUnit.MINUTES);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void everyResponseIsCorrectUnderAFault(String dialect, String name) throws Exception {
        FakeServer sick = server(dialect);
        FakeServer sound = server(dialect);
        try (ServerEngine engine = FleetKit.open(
                dialect, folder, WITHOUT_REPLY.contains(name) ? EngineKit.SHORT : "", Optional.empty(), sick, sound)) {
            get(engine.sample(FleetKit.request("warm", 1, 1, List.of())));
            sick.setFaults(FAULTS.get(name).get().on(Faults.SAMPLING));
            List<CompletableFuture<List<Response>>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(engine.sample(FleetKit.request("q" + i, 3, 1, List.of(Letters.END))));
            }
            for (CompletableFuture<List<Response>> answer : all) {
                assertThat(get(answer)).extracting(Response::sample).containsExactly(0, 1, 2);
                valid(get(answer), FleetKit.FIRST_WEIGHTS, 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "llamacpp"})
    void logProbsKeepTheMeaningOfTheirServer(String dialect) throws Exception {
        try (ServerEngine engine = FleetKit.open(dialect, folder, "", Optional.empty(), server(dialect))) {
            List<Response> group = get(engine.sample(FleetKit.request("q", 2, 0.5, List.of())));

            assertThat(group.get(0).logProbs().scale()).isEqualTo(dialect.equals("sglang") ? Scale.SCALED : Scale.RAW);
            valid(group, FleetKit.FIRST_WEIGHTS, 0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "llamacpp"})
    void aTruncatedPromptIsNoticedWhereTheServerTells(String dialect) {
        FakeServer server = server(dialect);
        try (ServerEngine engine = FleetKit.open(dialect, folder, "circuit.failures=100", Optional.empty(), server)) {
            server.setFaults(Faults.truncatedPrompt().on(Faults.SAMPLING));
            CompletableFuture<List<Response>> answer = engine.sample(FleetKit.request("q", 1, 1, List.of()));
            if (dialect.equals("vllm")) {
                assertThat(answer).succeedsWithin(Duration.ofMinutes(1)); // This route does not tell.
            } else {
                assertThatThrownBy(() -> get(answer))
                        .hasCauseInstanceOf(PolicyException.class)
                        .hasMessageContaining("server must process the prompt's 2 tokens, processed 1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "llamacpp"})
    void anotherTokenizerIsRefused(String dialect) {
        FakeServer other = FakeServer.start(
                dialect,
                FakeServer.Setup.logits(Weights.write(folder.resolve("served"), 1))
                        .with(new Letters(1)));
        servers.add(other);

        assertThatThrownBy(() -> FleetKit.open(dialect, folder, "", Optional.empty(), other))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("tokenizer must be that of policy.path")
                .hasMessageContaining("[49, 50, 32")
                .hasMessageContaining("[50, 51, 33");
    }

    private static long weights(PolicyVersion version) {
        try {
            return HashLearner.read(version.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference reference() {
        return (version, prompt, response) -> {
            int[] text = Arrays.copyOf(prompt.ids(), prompt.size() + response.size());
            System.arraycopy(response.ids(), 0, text, prompt.size(), response.size());
            float[] own = new float[response.size()];
            for (int t = 0; t < own.length; t++) {
                own[t] = (float)
                        LogitEngine.logProbs(
                                weights(version), Letters.VOCABULARY, Arrays.copyOf(text, prompt.size() + t))[
                                response.ids()[t]];
            }
            return own;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang"})
    void weightsThatStayedOldAreFoundByTheProbe(String dialect) throws Exception {
        FakeServer stale = server(dialect);
        FakeServer sound = server(dialect);
        try (ServerEngine engine = FleetKit.open(dialect, folder, "", Optional.of(reference()), stale, sound)) {
            stale.setFaults(Faults.staleWeights());
            engine.load(FleetKit.version(folder, 3, 3, 33));

            for (int i = 0; i < 4; i++) {
                List<Response> group = get(engine.sample(FleetKit.request("q" + i, 2, 1, List.of())));
                valid(group, 33, 1);
                assertThat(group.get(0).oldestVersion()).isEqualTo(3);
            }
        }
    }

    @Test
    void aServerThatKeepsItsWeightsMustHaveThoseOfThePolicy() throws Exception {
        FakeServer sound = server("llamacpp");
        FakeServer other =
                FakeServer.start("llamacpp", FakeServer.Setup.logits(Weights.write(folder.resolve("other"), 99)));
        servers.add(other);

        FleetKit.open("llamacpp", folder, "", Optional.of(reference()), sound).close();
        assertThatThrownBy(() -> FleetKit.open("llamacpp", folder, "", Optional.of(reference()), sound, other))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(other.url().substring("http://".length())
                        + ": log-probs must be those of version 0 within 0.1 nats per token, differed by")
                .hasMessageContaining("set policy.servers.weights.probe to none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang"})
    void aServerThatRestartsWithOldWeightsIsUpdatedBeforeItSamples(String dialect) throws Exception {
        FakeServer server = server(dialect);
        try (ServerEngine engine = FleetKit.open(dialect, folder, "", Optional.empty(), server)) {
            engine.load(FleetKit.version(folder, 3, 3, 33));
            get(engine.sample(FleetKit.request("q", 2, 1, List.of())));
            server.restart();

            for (int i = 0; i < 4; i++) {
                valid(get(engine.sample(FleetKit.request("r" + i, 2, 1, List.of()))), 33, 1);
            }
        }
    }

    @Test
    void aServerThatDiesIsReplacedByTheOthers() throws Exception {
        FakeServer first = server("vllm");
        FakeServer second = server("vllm");
        FakeServer third = server("vllm");
        try (ServerEngine engine = FleetKit.open("vllm", folder, "", Optional.empty(), first, second, third)) {
            engine.load(FleetKit.version(folder, 3, 3, 33));
            List<CompletableFuture<List<Response>>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(engine.sample(FleetKit.request("q" + i, 4, 1, List.of())));
                if (i == 10) {
                    second.kill();
                }
            }
            for (CompletableFuture<List<Response>> answer : all) {
                valid(get(answer), 33, 1);
            }
        }
    }
}
