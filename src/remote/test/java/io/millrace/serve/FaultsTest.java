package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Fault;
import io.millrace.testkit.serve.Faults;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.Weights;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of the test kit's servers are those that they claim to be. */
class FaultsTest {
    private static final String GENERATE =
            "{'token_ids':[104],'sampling_params':{'max_tokens':4,'ignore_eos':true,'seed':1,'logprobs':1}}";

    private static final String ANY_DIALECT =
            "{'token_ids':[104,105],'input_ids':[104,105],'prompt':[104,105],'n_predict':2,'n_probs':1,'logprobs':1,'max_tokens':2,"
                    + "'return_logprob':true,'return_token_ids':true,'return_tokens':true,'ignore_eos':true,"
                    + "'sampling_params':{'max_tokens':2,'max_new_tokens':2,'logprobs':1,'ignore_eos':true}}";

    @TempDir
    Path folder;

    private FakeServer server(Fault... faults) {
        return FakeServer.start("vllm", FakeServer.Setup.logits(Weights.write(folder, 1)), faults);
    }

    private static Client.Answer generate(FakeServer server) throws Exception {
        return Client.post(server.url() + "/inference/v1/generate", GENERATE);
    }

    @Test
    void aBurstEnds() throws Exception {
        try (FakeServer server = server(Faults.unavailable().first(2).on(Faults.SAMPLING))) {
            List<Integer> status = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Client.get(server.url() + "/health").ok();
                status.add(generate(server).status());
            }
            assertThat(status).containsExactly(503, 503, 200);
        }
    }

    @Test
    void aSeedChoosesWhichRequestsFail() throws Exception {
        List<List<Integer>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (FakeServer server = server(Faults.unavailable().sometimes(0.5, 3))) {
                List<Integer> status = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    status.add(generate(server).status());
                }
                runs.add(status);
            }
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains(200, 503);
    }

    @Test
    void aCutBodyIsAnErrorOfTheConnection() {
        try (FakeServer server = server(Faults.cutBody())) {
            assertThatThrownBy(() -> generate(server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aResetIsAnErrorOfTheConnection() {
        try (FakeServer server = server(Faults.reset())) {
            assertThatThrownBy(() -> generate(server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHangSendsHeadersAlone() throws Exception {
        try (FakeServer server = server(Faults.hangAfterHeaders())) {
            HttpRequest request = Client.request(server.url() + "/inference/v1/generate")
                    .POST(HttpRequest.BodyPublishers.ofString(GENERATE.replace('\'', '"')))
                    .build();
            HttpResponse<java.io.InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().available()).isZero();
        }
    }

    @Test
    void halfOfTheJsonCannotBeRead() throws Exception {
        try (FakeServer server = server(Faults.halfJson())) {
            assertThatThrownBy(() -> generate(server))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("end");
        }
    }

    @Test
    void aTokenIsMissing() throws Exception {
        try (FakeServer server = server(Faults.wrongNumberOfTokens())) {
            JsonNode choice = generate(server).ok().at("/choices/0");
            assertThat(choice.path("token_ids")).hasSize(3);
            assertThat(choice.at("/logprobs/content")).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vllm,/inference/v1/generate,/choices/0/token_ids,/choices/0/logprobs/content",
        "vllm,/v1/completions,/choices/0/token_ids,/choices/0/logprobs/token_logprobs",
        "sglang,/generate,/output_ids,/meta_info/output_token_logprobs",
        "llamacpp,/completion,/tokens,/completion_probabilities"
    })
    void aLogProbIsMissingInEveryDialect(String dialect, String path, String tokens, String logProbs) throws Exception {
        try (FakeServer server = FakeServer.start(
                dialect, FakeServer.Setup.logits(Weights.write(folder, 1)), Faults.wrongNumberOfLogProbs())) {
            JsonNode answer = Client.post(server.url() + path, ANY_DIALECT).ok();
            assertThat(answer.at(tokens)).hasSize(2);
            assertThat(answer.at(logProbs)).hasSize(1);
        }
    }

    @Test
    void aTruncatedPromptShowsInItsCount() throws Exception {
        try (FakeServer server = FakeServer.start(
                "llamacpp", FakeServer.Setup.logits(Weights.write(folder, 1)), Faults.truncatedPrompt())) {
            assertThat(Client.post(server.url() + "/completion", ANY_DIALECT)
                            .ok()
                            .path("tokens_evaluated")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReplayedAnswerIsTheFirstOne() throws Exception {
        try (FakeServer server = server(Faults.replayed())) {
            JsonNode first = Client.post(server.url() + "/inference/v1/generate", ANY_DIALECT)
                    .ok();
            assertThat(generate(server).ok()).isEqualTo(first);
        }
    }

    @Test
    void textAloneHasNoIds() throws Exception {
        try (FakeServer server = server(Faults.textOnly())) {
            JsonNode choice = generate(server).ok().at("/choices/0");
            assertThat(choice.has("token_ids")).isFalse();
            assertThat(choice.has("logprobs")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"vllm,/inference/v1/generate", "vllm,/v1/completions", "sglang,/generate", "llamacpp,/completion"})
    void aLogProbIsNotANumberInEveryDialect(String dialect, String path) throws Exception {
        try (FakeServer server = FakeServer.start(dialect, FakeServer.Setup.logits(Weights.write(folder, 1)))) {
            server.setFaults(Faults.nanLogProb());
            HttpResponse<String> answer = Client.send(Client.request(server.url() + path)
                    .POST(HttpRequest.BodyPublishers.ofString(ANY_DIALECT.replace('\'', '"'))));
            assertThat(answer.body()).containsOnlyOnce("NaN");
            server.setFaults(Faults.minus9999());
            answer = Client.send(Client.request(server.url() + path)
                    .POST(HttpRequest.BodyPublishers.ofString(ANY_DIALECT.replace('\'', '"'))));
            assertThat(answer.body()).containsOnlyOnce("-9999.0");
        }
    }

    @Test
    void staleWeightsStayDespiteSuccess() throws Exception {
        Path next = Weights.write(folder, 2);
        try (FakeServer server = server(Faults.staleWeights())) {
            JsonNode before = generate(server).ok().at("/choices/0/token_ids");
            Client.post(
                            server.url() + "/collective_rpc",
                            "{'method':'reload_weights','kwargs':{'weights_path':'%s'}}".formatted(next))
                    .ok();
            Client.post(server.url() + "/update_weight_version", "{'new_version':'new'}")
                    .ok();

            JsonNode choice = generate(server).ok().at("/choices/0");
            assertThat(choice.path("token_ids")).isEqualTo(before);
            assertThat(choice.at("/weight_versions/0/version").asText()).isEqualTo("new");
        }
    }

    @Test
    void aRestartBringsTheFirstWeightsBack() throws Exception {
        Path next = Weights.write(folder, 2);
        try (FakeServer server = server()) {
            JsonNode first = generate(server).ok().at("/choices/0/token_ids");
            Client.post(
                            server.url() + "/collective_rpc",
                            "{'method':'reload_weights','kwargs':{'weights_path':'%s'}}".formatted(next))
                    .ok();
            assertThat(generate(server).ok().at("/choices/0/token_ids")).isNotEqualTo(first);

            server.restart();
            assertThat(generate(server).ok().at("/choices/0/token_ids")).isEqualTo(first);
        }
    }

    @Test
    void aDeadServerRefusesConnections() {
        try (FakeServer server = server()) {
            server.kill();
            assertThatThrownBy(() -> generate(server)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void anotherTokenizerShowsInItsTokens() throws Exception {
        FakeServer.Setup setup =
                FakeServer.Setup.logits(Weights.write(folder, 1)).with(new Letters(1));
        try (FakeServer server = FakeServer.start("vllm", setup)) {
            assertThat(Client.post(server.url() + "/tokenize", "{'prompt':'hi'}")
                            .ok()
                            .path("tokens")
                            .toString())
                    .isEqualTo("[105,106]");
        }
    }

    @Test
    void aClientThatOffersHttp2LosesItsBody() throws Exception {
        try (FakeServer server = server(Faults.emptyBodyOnUpgrade())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/inference/v1/generate"))
                    .POST(HttpRequest.BodyPublishers.ofString(GENERATE.replace('\'', '"')))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("Field required");
            generate(server).ok();
        }
    }

    @Test
    void aSlowServerDecodesOneResponseAfterAnother() throws Exception {
        try (FakeServer server = server(Faults.slow(400).on(Faults.SAMPLING))) {
            long start = System.nanoTime();
            IntStream.range(0, 10)
                    .mapToObj(
                            i -> Client.sendAsync(server.url() + "/inference/v1/generate", GENERATE.replace('\'', '"')))
                    .toList()
                    .forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void requestsAreRecorded() throws Exception {
        try (FakeServer server = server()) {
            generate(server).ok();
            assertThat(server.asked("/inference/v1/generate").get(0).body())
                    .isEqualTo(JsonMappers.plain().readTree(GENERATE.replace('\'', '"')));
        }
    }
}
