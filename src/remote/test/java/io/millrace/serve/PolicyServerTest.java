package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.model.Response;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server below the dialects. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PolicyServerTest {
    private static final String LONG_REQUEST =
            "{\"prompt\":[104],\"n\":%d,\"max_tokens\":900,\"ignore_eos\":true,\"return_token_ids\":true}";

    @TempDir
    Path folder;

    private FakeServer.Setup setup() {
        return FakeServer.Setup.logits(Weights.write(folder, 1));
    }

    private static ServeConfig limited(int outstanding, int bodyBytes) {
        return new ServeConfig("127.0.0.1", 0, "", new ServeConfig.Limits(outstanding, 20, bodyBytes), true);
    }

    /** Stops the engine before each token until it is permitted. */
    private static FakeServer.Setup stepwise(FakeServer.Setup setup, Semaphore permits) {
        return setup.on(version -> {
            LogitEngine engine = new LogitEngine(Letters.VOCABULARY, 1000, version);
            engine.beforeToken(permits::acquireUninterruptibly);
            return engine;
        });
    }

    private static void await(Semaphore permits, java.util.function.BooleanSupplier reached) throws Exception {
        while (!reached.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5);
            permits.release();
        }
    }

    @Test
    void aRequestEndsWhenItsClientDisconnects() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (FakeServer server = FakeServer.start("vllm", stepwise(setup(), permits))) {
            URI address = URI.create(server.url());
            byte[] body = LONG_REQUEST.formatted(4).getBytes(StandardCharsets.UTF_8);
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write("POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
                        .formatted(body.length)
                        .getBytes(StandardCharsets.UTF_8));
                out.write(body);
                out.flush();
                await(permits, () -> server.model().outstanding() == 4);
            }
            await(
                    permits,
                    () -> server.model().outstanding() == 0
                            && server.model().statistics().running() == 0);
            permits.release(1 << 20);

            assertThat(server.model().statistics().responseTokens()).isLessThan(4 * 900);
        }
    }

    @Test
    void tooManyResponsesAtATimeAreRejected() throws Exception {
        Semaphore permits = new Semaphore(0);
        FakeServer.Setup setup = stepwise(setup().with(limited(4, 1 << 20)), permits);
        try (FakeServer server = FakeServer.start("vllm", setup)) {
            CompletableFuture<HttpResponse<String>> first =
                    Client.sendAsync(server.url() + "/v1/completions", LONG_REQUEST.formatted(3));
            await(permits, () -> server.model().outstanding() == 3);

            Client.Answer full = Client.post(server.url() + "/v1/completions", LONG_REQUEST.formatted(2));
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.error()).contains("request queue is full");
            permits.release(1 << 20);
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(Client.post(server.url() + "/v1/completions", LONG_REQUEST.formatted(2))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEngineThatThrowsLeavesNothingOutstanding() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        FakeServer.Setup setup = setup().on(version -> new LogitEngine(Letters.VOCABULARY, 1000, version) {
            @Override
            public CompletableFuture<List<Response>> sample(SamplingRequest request) {
                if (broken.get()) {
                    throw new IllegalStateException("engine: is broken");
                }
                return super.sample(request);
            }
        });
        try (FakeServer server = FakeServer.start("vllm", setup.with(limited(2, 1 << 20)))) {
            Client.Answer failed = Client.post(server.url() + "/v1/completions", LONG_REQUEST.formatted(2));
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.error()).contains("engine: is broken");

            broken.set(false);
            assertThat(Client.post(server.url() + "/v1/completions", LONG_REQUEST.formatted(2))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPausedServerAnswersWhenItIsResumed() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            Client.post(server.url() + "/pause?mode=wait", "").ok();
            CompletableFuture<HttpResponse<String>> held =
                    Client.sendAsync(server.url() + "/v1/completions", LONG_REQUEST.formatted(1));
            await(new Semaphore(0), () -> server.model().held() == 1);
            assertThat(held).isNotDone();

            Client.post(server.url() + "/resume", "").ok();
            assertThat(held.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void pausingWaitsForRequestsInProgress() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (FakeServer server = FakeServer.start("vllm", stepwise(setup(), permits))) {
            CompletableFuture<HttpResponse<String>> running =
                    Client.sendAsync(server.url() + "/v1/completions", LONG_REQUEST.formatted(1));
            await(permits, () -> server.model().statistics().running() == 1);
            CompletableFuture<HttpResponse<String>> paused = Client.sendAsync(server.url() + "/pause?mode=wait", "");
            await(new Semaphore(0), () -> server.model().isPaused());
            assertThat(paused).isNotDone();

            permits.release(1 << 20);
            assertThat(running.get().statusCode()).isEqualTo(200);
            assertThat(paused.get().body()).isEqualTo("{\"status\":\"paused\"}");
        }
    }

    @Test
    void abortedRequestsAreAnsweredWithoutTokens() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (FakeServer server = FakeServer.start("vllm", stepwise(setup(), permits))) {
            CompletableFuture<HttpResponse<String>> running =
                    Client.sendAsync(server.url() + "/v1/completions", LONG_REQUEST.formatted(2));
            await(permits, () -> server.model().outstanding() == 2);
            assertThat(Client.post(server.url() + "/abort_requests", "{}")
                            .ok()
                            .path("aborted")
                            .asInt())
                    .isEqualTo(1);

            assertThat(running.get().body())
                    .contains("\"finish_reason\":\"abort\"")
                    .contains("\"token_ids\":[]");
            permits.release(1 << 20);
        }
    }

    @Test
    void aResponseThatSpansAnUpdateNamesBothVersions() throws Exception {
        Semaphore permits = new Semaphore(0);
        Path next = Weights.write(folder, 2);
        try (FakeServer server = FakeServer.start("vllm", stepwise(setup(), permits))) {
            CompletableFuture<HttpResponse<String>> running = Client.sendAsync(
                    server.url() + "/inference/v1/generate",
                    "{\"token_ids\":[104],\"sampling_params\":{\"max_tokens\":200,\"ignore_eos\":true,\"logprobs\":0}}");
            await(permits, () -> server.model().statistics().running() == 1);
            permits.release(5);
            Client.post(server.url() + "/pause?mode=keep", "").ok();
            Client.post(
                            server.url() + "/collective_rpc",
                            "{'method':'reload_weights','kwargs':{'weights_path':'%s'}}".formatted(next))
                    .ok();
            Client.post(server.url() + "/update_weight_version", "{'new_version':'next'}")
                    .ok();
            Client.post(server.url() + "/resume", "").ok();
            permits.release(1 << 20);

            JsonNode spans = io.millrace.json.JsonMappers.plain()
                    .readTree(running.get().body())
                    .at("/choices/0/weight_versions");
            assertThat(spans).hasSize(2);
            assertThat(spans.at("/0/version").asText()).isEqualTo("default");
            assertThat(spans.at("/1/version").asText()).isEqualTo("next");
            assertThat(spans.at("/1/start")).isEqualTo(spans.at("/0/end"));
            assertThat(spans.at("/1/end").asInt()).isEqualTo(200);
        }
    }

    @Test
    void aTokenIsRequiredIfThereIsOne() throws Exception {
        Path token = folder.resolve("token");
        FakeServer.Setup setup =
                setup().with(new ServeConfig("127.0.0.1", 0, token.toString(), ServeConfig.Limits.DEFAULT, true));
        try (FakeServer server = FakeServer.start("vllm", setup)) {
            for (String path :
                    new String[] {"/v1/completions", "/inference/v1/generate", "/pause", "/collective_rpc"}) {
                Client.Answer answer = Client.post(server.url() + path, LONG_REQUEST.formatted(1));
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.body().toString()).isEqualTo("{\"error\":\"Unauthorized\"}");
            }
            assertThat(Client.get(server.url() + "/health").status()).isEqualTo(200);
            assertThat(Client.send(Client.request(server.url() + "/v1/models")
                                    .header(
                                            "Authorization",
                                            "Bearer " + Files.readString(token).strip()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherAddressesNeedAToken() {
        assertThatThrownBy(() -> new ServeConfig("0.0.0.0", 0, "", ServeConfig.Limits.DEFAULT, true))
                .hasMessageContaining("must be a loopback address, such as 127.0.0.1, unless --token-file is given");
    }

    @Test
    void pagesOfOtherSitesAreRefused() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            HttpResponse<String> answer =
                    Client.send(Client.request(server.url() + "/v1/models").header("Origin", "http://example.org"));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Origin: must be the page's own, was another");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRejected() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup().with(limited(10, 100)))) {
            assertThat(Client.post(server.url() + "/v1/completions", "{'prompt':'%s'}".formatted("a".repeat(200)))
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInOrder() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            URI address = URI.create(server.url());
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                String get = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n";
                socket.getOutputStream()
                        .write((get.formatted("/weight_info", "") + get.formatted("/version", "Connection: close\r\n"))
                                .getBytes(StandardCharsets.UTF_8));
                String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answers.indexOf("weight_version"))
                        .isPositive()
                        .isLessThan(answers.indexOf("0.0.0+millrace"));
            }
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            int port = URI.create(server.url()).getPort();
            assertThatThrownBy(() -> FakeServer.start("vllm", setup().with(ServeConfig.LOCAL.at(port))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("could not listen on 127.0.0.1:" + port)
                    .hasMessageContaining("choose another port");
        }
    }
}
