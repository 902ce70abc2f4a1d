package io.millrace.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.TokenIds;
import io.millrace.testkit.serve.FakeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends requests to a server. */
final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client() {}

    /** An answer. */
    record Answer(int status, JsonNode body) {
        JsonNode ok() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            return body;
        }

        String error() {
            assertThat(status).as(body.toString()).isGreaterThanOrEqualTo(400);
            return body.at("/error/message").asText();
        }
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static CompletableFuture<HttpResponse<String>> sendAsync(String url, String body) {
        return HTTP.sendAsync(
                request(url).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Posts JSON; apostrophes stand for quotation marks. */
    static Answer post(String url, String body) throws Exception {
        return answer(send(request(url).POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))));
    }

    /** Samples on the path of vLLM that takes token ids. */
    static JsonNode generate(FakeServer server, String options) throws Exception {
        return post(
                        server.url() + "/inference/v1/generate",
                        "{'token_ids':[104,105],'request_id':'r1','sampling_params':{%s}}".formatted(options))
                .ok();
    }

    static Answer get(String url) throws Exception {
        return answer(send(request(url).GET()));
    }

    private static Answer answer(HttpResponse<String> answer) throws Exception {
        String body = answer.body();
        return new Answer(
                answer.statusCode(),
                body.startsWith("{") || body.startsWith("[")
                        ? JsonMappers.plain().readTree(body)
                        : JsonMappers.plain().getNodeFactory().textNode(body));
    }

    static List<Integer> ids(JsonNode list) {
        List<Integer> ids = new ArrayList<>();
        list.forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    static TokenIds tokens(JsonNode list) {
        return new TokenIds(ids(list).stream().mapToInt(Integer::intValue).toArray());
    }
}
