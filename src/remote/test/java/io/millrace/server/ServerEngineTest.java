package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.VersionSpan;
import io.millrace.policy.EngineFailedException;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.ServerStatistics;
import io.millrace.server.ToyServer.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ServerEngineTest {
    private static final long WEIGHTS = 11;

    @TempDir
    Path folder;

    private ToyServer first;
    private ToyServer second;
    private ServerEngine engine;

    @BeforeEach
    void start() throws Exception {
        first = new ToyServer();
        second = new ToyServer();
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
        first.close();
        second.close();
    }

    private void open(String options, ToyServer... servers) {
        engine = EngineKit.open(folder, EngineKit.config(options, servers));
    }

    private static void valid(List<Response> group, int samples, long weights) {
        assertThat(group).hasSize(samples);
        for (int i = 0; i < samples; i++) {
            Response response = group.get(i);
            assertThat(response.sample()).isEqualTo(i);
            assertThat(response.logProbs().scale()).isEqualTo(Scale.RAW);
            assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
            for (int t = 0; t < response.length(); t++) {
                assertThat((double) response.logProbs().values()[t])
                        .isCloseTo(ToyModel.logProb(weights, response.tokens().ids()[t], 1), within(1e-5));
            }
        }
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        try {
            answer.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            return e;
        }
        return new AssertionError("did not fail");
    }

    @Test
    void aGroupIsSampledWithTheInitialWeights() throws Exception {
        open("", first);
        List<Response> group = EngineKit.sample(engine, "q", 3);

        valid(group, 3, WEIGHTS);
        assertThat(group.get(0).spans()).containsExactly(new VersionSpan(0, 0, 0, 4));
        assertThat(first.sampled()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNAVAILABLE",
                "ERROR",
                "HALF_JSON",
                "CUT_BODY",
                "WRONG_LENGTH",
                "NAN",
                "TEXT_ONLY",
                "HANG",
                "HANG_AFTER_HEADERS",
                "OTHER_VOCABULARY"
            })
    void aFaultIsRepeatedOnAnotherServer(Fault fault) throws Exception {
        first.always = fault;
        open(fault.name().startsWith("HANG") ? EngineKit.SHORT : "", first, second);

        for (int i = 0; i < 6; i++) {
            valid(EngineKit.sample(engine, "q" + i, 2), 2, WEIGHTS);
        }
        assertThat(second.sampled()).isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "HALF_JSON", "NAN", "CUT_BODY"})
    void aPassingFaultIsRepeatedOnTheOnlyServer(Fault fault) throws Exception {
        open("", first);
        first.faults.addAll(List.of(fault, fault));

        valid(EngineKit.sample(engine, "q", 2), 2, WEIGHTS);
        assertThat(first.sampled()).isEqualTo(3);
    }

    @Test
    void aRequestThatKeepsFailingFailsTheGroupWithItsReason() {
        first.always = Fault.WRONG_LENGTH;
        open("circuit.failures=1000", first);

        assertThat(failure(engine.sample(EngineKit.request("q", 1))))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("prompt q: server 127.0.0.1:" + first.port())
                .hasMessageContaining("the reply is misaligned")
                .hasMessageEndingWith("(retried 4 times)");
    }

    @Test
    void aRejectedRequestIsNotRepeated() {
        first.always = Fault.BAD_REQUEST;
        open("", first, second);
        second.always = Fault.BAD_REQUEST;

        assertThat(failure(engine.sample(EngineKit.request("q", 1))))
                .isExactlyInstanceOf(PolicyException.class)
                .hasMessageContaining("status must be 2xx, was 400: {\"error\":{\"message\":\"bad token\"}}");
        assertThat(first.sampled() + second.sampled()).isEqualTo(1);
    }

    @Test
    void aPromptThatIsTooLongForTheServerIsReportedAsSuch() {
        first.always = Fault.TOO_LONG;
        open("", first);

        assertThat(failure(engine.sample(EngineKit.request("q", 1)))).isInstanceOf(PromptTooLongException.class);
    }

    @Test
    void aRejectedKeyFailsEveryGroup() {
        first.always = Fault.UNAUTHORIZED;
        open("", first);

        assertThat(failure(engine.sample(EngineKit.request("q", 1))))
                .isInstanceOf(EngineFailedException.class)
                .hasMessageContaining("was 401")
                .hasMessageEndingWith("set policy.servers.keyEnv or keyFile to a key that the server accepts");
        assertThat(failure(engine.sample(EngineKit.request("r", 1)))).isInstanceOf(EngineFailedException.class);
        assertThat(first.sampled()).isEqualTo(1);
    }

    @Test
    void aGroupFailsAtItsTimeLimitAndNamesTheServersThatAreOut() {
        first.always = Fault.UNAVAILABLE;
        engine = EngineKit.open(
                folder,
                EngineKit.parse(first.url(), "circuit.failures=1; circuit.pause=1 h"),
                Duration.ofMillis(1500),
                Optional.empty());

        assertThat(failure(engine.sample(EngineKit.request("q", 1))))
                .hasMessage(
                        "prompt q: was not sampled within policy.timeout (1500 ms); 127.0.0.1:%d is out: status must be 2xx, was 503: {\"error\":{\"message\":\"queue is full\"}}"
                                .formatted(first.port()));
    }

    @Test
    void aServerThatFailedComesBackAfterItsTest() throws Exception {
        open("", first);
        first.faults.addAll(List.of(Fault.ERROR, Fault.ERROR, Fault.ERROR));

        valid(EngineKit.sample(engine, "q", 2), 2, WEIGHTS);
        assertThat(first.sampled()).isEqualTo(4);
        assertThat(first.calls.stream().filter("test"::equals).count()).isEqualTo(6);
        assertThat(first.calls.stream().filter("/collective_rpc"::equals).count())
                .isEqualTo(2);
    }

    @Test
    void cancellingAGroupClosesItsRequest() throws Exception {
        open("", first);
        first.faults.add(Fault.HANG);
        CompletableFuture<List<Response>> answer = engine.sample(EngineKit.request("q", 3));
        while (first.sampled() == 0) {
            Thread.sleep(5);
        }
        answer.cancel(true);

        while (engine.statistics().running() > 0) {
            Thread.sleep(5);
        }
        valid(EngineKit.sample(engine, "r", 2), 2, WEIGHTS);
    }

    @Test
    void aSlowRequestIsSentToASecondServerIfHedged() throws Exception {
        open("hedgeAfter=50 ms", first, second);
        EngineKit.sample(engine, "warm", 1);
        first.always = Fault.HANG;

        for (int i = 0; i < 4; i++) {
            valid(EngineKit.sample(engine, "q" + i, 2), 2, WEIGHTS);
        }
        assertThat(engine.statistics().responses()).isEqualTo(9);
    }

    @Test
    void groupsGoToTheServerWithTheFewestOutstandingTokens() throws Exception {
        open("inFlight=4", first, second);
        EngineKit.sample(engine, "warm", 1);
        first.always = Fault.HANG;
        second.always = Fault.HANG;
        long before = first.sampled() + second.sampled();
        for (int i = 0; i < 5; i++) {
            engine.sample(EngineKit.request("q" + i, 2));
        }
        while (first.sampled() + second.sampled() < before + 4) {
            Thread.sleep(5);
        }

        assertThat(Math.abs(first.sampled() - second.sampled())).isLessThanOrEqualTo(1);
        assertThat(engine.statistics().queued()).isEqualTo(1);
        assertThat(engine.statistics().running()).isEqualTo(8);
    }

    @Test
    void aGroupOfThePartsOfADrawEqualsTheWhole() throws Exception {
        open("", first);
        List<Response> whole = EngineKit.sample(engine, "q", 3);
        List<Response> again = EngineKit.sample(engine, "q", 3);

        assertThat(again).isEqualTo(whole);
        assertThat(whole.get(0).tokens()).isNotEqualTo(whole.get(1).tokens());
    }

    @Test
    void theApiKeyIsSentAndNeverShown() throws Exception {
        first.key = "s3cret";
        assertThatThrownBy(() -> open("", first))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("was 401")
                .hasMessageContaining("keyEnv");
        Path file = folder.resolve("key");
        Files.writeString(file, "s3cret\n");
        assertThat(ApiKey.header(EngineKit.config("keyFile=" + file, first), name -> null))
                .contains("Bearer s3cret");
        Files.writeString(file, "s3 cret\n");
        assertThatThrownBy(() -> ApiKey.header(EngineKit.config("keyFile=" + file, first), name -> null))
                .message()
                .doesNotContain("cret\n", "s3 ");
        assertThatThrownBy(() -> ApiKey.header(EngineKit.config("keyEnv=NO_SUCH", first), name -> null))
                .hasMessage(
                        "policy.servers.keyEnv: must name an environment variable that is set, was NO_SUCH, which is not: export NO_SUCH=...");
    }

    @Test
    void closingFailsWhatIsInProgress() {
        first.always = Fault.HANG;
        open("", first);
        List<CompletableFuture<List<Response>>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(engine.sample(EngineKit.request("q" + i, 30)));
        }
        engine.close();

        assertThat(all).allSatisfy(answer -> assertThat(failure(answer)).isInstanceOf(PolicyException.class));
    }

    @Test
    void eachServerIsCountedSeparately() throws Exception {
        first.always = Fault.NAN;
        open("circuit.failures=2; circuit.pause=1 h", first, second);
        for (int i = 0; i < 8; i++) {
            EngineKit.sample(engine, "q" + i, 2);
        }

        assertThat(engine.servers()).hasSize(2);
        ServerStatistics sick = engine.servers().get(0);
        ServerStatistics sound = engine.servers().get(1);
        assertThat(sick.name()).isEqualTo("127.0.0.1:" + first.port());
        assertThat(sick.ready()).isFalse();
        assertThat(sick.faults()).containsEntry("unusable", 2L).containsEntry("timeout", 0L);
        assertThat(sick.responses()).isZero();
        assertThat(sound.ready()).isTrue();
        assertThat(sound.responses()).isEqualTo(16);
        assertThat(sound.responseTokens()).isEqualTo(64);
        assertThat(sound.version()).isZero();
    }

    @Test
    void aVersionIsTheOneLoadedLast() throws Exception {
        open("", first, second);
        PolicyVersion version = ToyModel.version(folder, 7, 5, 77);
        engine.load(version);

        for (int i = 0; i < 4; i++) {
            List<Response> group = EngineKit.sample(engine, "q" + i, 2);
            valid(group, 2, 77);
            assertThat(group.get(0).spans()).containsExactly(new VersionSpan(7, 5, 0, 4));
        }
        assertThat(List.of(first.weights, second.weights)).containsExactly(77L, 77L);
    }
}
