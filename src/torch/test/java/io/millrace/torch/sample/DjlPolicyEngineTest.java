package io.millrace.torch.sample;

import static io.millrace.torch.sample.EngineKit.assertSame;
import static io.millrace.torch.sample.EngineKit.get;
import static io.millrace.torch.sample.EngineKit.open;
import static io.millrace.torch.sample.EngineKit.plain;
import static io.millrace.torch.sample.EngineKit.request;
import static io.millrace.torch.sample.EngineKit.sample;
import static io.millrace.torch.sample.EngineKit.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.torch.EagerLlama;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.TeacherForcing;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjlPolicyEngineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1, 0, RAW", "0.7, 1, 0, SCALED", "1, 0.8, 0, FILTERED", "1.3, 0.9, 5, FILTERED", "0, 1, 0, RAW"})
    void logProbsAndEntropiesEqualTeacherForcing(double temperature, double topP, int topK, LogProbs.Scale scale) {
        PolicyVersion version = version(folder, TestModels.QWEN2, 1);
        Sampling sampling = new Sampling(temperature, topP, topK, 24, List.of(), 5);
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(8));
                Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            SamplingRequest request = request("q", 7, 3, sampling);
            for (Response response : sample(engine, request)) {
                assertThat(response.logProbs().scale()).isEqualTo(scale);
                TeacherForcing.assertAgrees(response, request, eager);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 30})
    void samplingMatchesTeacherForcingForPromptsOfAnyLength(int promptTokens) {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        try (DjlPolicyEngine engine = open(version, new Batching.Group());
                Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            SamplingRequest request = request("q", promptTokens, 2, plain(20));
            sample(engine, request).forEach(response -> TeacherForcing.assertAgrees(response, request, eager));
        }
    }

    @Test
    void verlsModelAnswersADigitPromptAsInTeacherForcing() {
        Optional<Path> verl = TestModels.verl();
        assumeTrue(verl.isPresent(), "shared/digit-completion is not on this machine");
        Tokenizer tokenizer = Tokenizers.load(verl.orElseThrow());
        Sampling sampling = new Sampling(1, 1, 0, 32, tokenizer.stopIds(), 1);
        SamplingRequest request = new SamplingRequest(
                "digits", 0, PromptKind.PLAIN, tokenizer.prompt(List.of(ChatMessage.user("8,3:9,4"))), 6, sampling);
        PolicyVersion version = new PolicyVersion(0, 0, verl.orElseThrow(), Map.of());
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4));
                Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            sample(engine, request).forEach(response -> TeacherForcing.assertAgrees(response, request, eager));
        }
    }

    @Test
    void otherRequestsDoNotChangeTokens() {
        PolicyVersion version = version(folder, TestModels.QWEN2, 1);
        List<SamplingRequest> requests = mixedRequests();
        Map<SamplingRequest, List<Response>> alone = new LinkedHashMap<>();
        try (DjlPolicyEngine engine = open(version, new Batching.Group())) {
            requests.forEach(request -> alone.put(request, sample(engine, request)));
        }
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(6))) {
            Map<SamplingRequest, CompletableFuture<List<Response>>> futures = new LinkedHashMap<>();
            requests.forEach(request -> futures.put(request, engine.sample(request)));
            futures.forEach((request, future) -> assertSame(get(future), alone.get(request)));
            assertThat(engine.statistics().responses())
                    .isEqualTo(
                            requests.stream().mapToInt(SamplingRequest::samples).sum());
            assertThat(engine.statistics().queued()).isZero();
        }
    }

    @Test
    void aGroupLargerThanTheBatchIsSampledInParts() {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        SamplingRequest request = request("large", 5, 11, plain(30));
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4));
                DjlPolicyEngine group = open(version, new Batching.Group())) {
            assertSame(sample(engine, request), sample(group, request));
        }
    }

    @Test
    void groupsDecodedAloneAreBitwiseTheSameUnderLoad() {
        PolicyVersion version = version(folder, TestModels.QWEN2, 1);
        SamplingRequest request = request("q", 12, 4, plain(40));
        try (DjlPolicyEngine engine = open(version, new Batching.Group())) {
            List<Response> quiet = sample(engine, request);
            List<CompletableFuture<List<Response>>> load = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                load.add(engine.sample(request("other" + i, 3 + 9 * i, 1 + i, plain(60))));
                load.add(engine.sample(request));
            }
            for (int i = 1; i < load.size(); i += 2) {
                assertThat(get(load.get(i))).isEqualTo(quiet);
            }
            assertThat(engine.info().reproducible()).isTrue();
        }
    }

    @Test
    void visitsSamplesAndSeedsHaveDifferentNoise() {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        SamplingRequest first = request("q", 6, 2, plain(40));
        SamplingRequest again = new SamplingRequest("q", 1, first.context(), first.prompt(), 2, first.sampling());
        Sampling seed = new Sampling(1, 1, 0, 40, List.of(1), 43);
        SamplingRequest seeded = new SamplingRequest("q", 0, first.context(), first.prompt(), 2, seed);
        try (DjlPolicyEngine engine = open(version, new Batching.Group())) {
            List<Response> all = new ArrayList<>(sample(engine, first));
            all.addAll(sample(engine, again));
            all.addAll(sample(engine, seeded));
            assertThat(all.stream().map(Response::tokens).distinct()).hasSize(6);
        }
    }

    @Test
    void theContextEndsAResponse() {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        Sampling endless = new Sampling(1, 1, 0, 10_000, List.of(), 1);
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4))) {
            Response response = sample(engine, request("q", 250, 1, endless)).get(0);
            assertThat(response.length()).isEqualTo(6);
            assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        }
    }

    @Test
    void greedyTakesTheLikeliestTokenForAnySeed() {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4))) {
            Sampling one = new Sampling(0, 1, 0, 20, List.of(), 1);
            Sampling other = new Sampling(0, 0.5, 3, 20, List.of(), 2);
            Response plain = sample(engine, request("q", 5, 1, one)).get(0);
            Response filtered = sample(engine, request("q", 5, 1, other)).get(0);
            assertThat(filtered.tokens()).isEqualTo(plain.tokens());
            assertThat(filtered.logProbs().values()).containsOnly(new float[] {0}, within(1e-6f));
        }
    }

    @Test
    void callsReleaseAllArrays() {
        PolicyVersion version = version(folder, TestModels.LLAMA, 1);
        try (DjlPolicyEngine engine = open(version, new Batching.Continuous(4))) {
            sample(engine, request("warm", 40, 6, plain(200)));
            int before = EngineRuntime.liveArrays();
            for (int i = 0; i < 20; i++) {
                sample(engine, request("q" + i, 3 + i, 3, plain(12)));
            }
            engine.load(version(folder, TestModels.LLAMA, 2));
            assertThat(EngineRuntime.liveArrays()).isEqualTo(before);
        }
    }

    /**
     * Lengths and sampling parameters that force joins, shifts in both directions, growth and rows that leave early.
     */
    private static List<SamplingRequest> mixedRequests() {
        return IntStream.range(0, 14)
                .mapToObj(i -> request(
                        "mixed" + i,
                        1 + i * 37 % 60,
                        1 + i % 4,
                        new Sampling(
                                i % 5 == 0 ? 0.6 : 1,
                                i % 3 == 0 ? 0.9 : 1,
                                i % 4 == 0 ? 6 : 0,
                                20 + 17 * i % 90,
                                List.of(1, i),
                                i)))
                .toList();
    }
}
