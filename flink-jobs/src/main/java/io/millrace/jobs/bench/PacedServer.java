package io.millrace.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.json.JsonMappers;
import io.millrace.token.Tokenizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server of vLLM's dialect that decodes at a set speed, without a model: the time of a reply is that of its tokens, and its
 * content is prepared, so that the server itself costs almost nothing. For measurements of the client.
 */
final class PacedServer implements AutoCloseable {
    /** Name of the threads that serve. */
    static final String THREADS = "paced-server";

    private static final int CONTEXT = 1 << 16;
    private static final double LOG_PROB = -0.6931471805599453;

    static {
        // Headers and body are written separately, and the second would wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Shape(int samples, int tokens, int top, String label) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        return thread;
    });
    private final Tokenizer tokenizer;
    private final double tokensPerSecond;
    private final Map<Shape, byte[]> replies = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile String label = "default";

    /**
     * Starts a server on a free port of this machine.
     *
     * @param tokenizer the tokenizer that it answers with
     * @param tokensPerSecond speed of each response, above 0; infinite for none of its own
     */
    PacedServer(Tokenizer tokenizer, double tokensPerSecond) throws IOException {
        this.tokenizer = tokenizer;
        this.tokensPerSecond = tokensPerSecond;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            JsonNode body = request.length == 0
                    ? JsonMappers.plain().createObjectNode()
                    : JsonMappers.plain().readTree(request);
            byte[] reply = reply(exchange.getRequestURI().getPath(), body);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] reply(String path, JsonNode body) throws InterruptedException {
        return switch (path) {
            case "/v1/models" -> bytes("{\"data\":[{\"id\":\"paced\",\"max_model_len\":%d}]}".formatted(CONTEXT));
            case "/version" -> bytes("{\"version\":\"paced\"}");
            case "/tokenize" ->
                bytes("{\"tokens\":%s}"
                        .formatted(Arrays.toString(
                                tokenizer.encode(body.path("prompt").asText()).ids())));
            case "/inference/v1/generate" -> sample(body.path("sampling_params"));
            case "/weight_info" -> bytes("{\"weight_version\":\"%s\"}".formatted(label));
            case "/update_weight_version" -> {
                label = body.path("new_version").asText();
                yield bytes("{\"success\":true}");
            }
            default -> bytes("{\"success\":true}");
        };
    }

    private byte[] sample(JsonNode parameters) throws InterruptedException {
        int tokens = parameters.path("max_tokens").asInt();
        byte[] reply = replies.computeIfAbsent(
                new Shape(
                        parameters.path("n").asInt(),
                        tokens,
                        parameters.path("logprobs").asInt(),
                        label),
                PacedServer::render);
        Thread.sleep((long) (1000 * tokens / tokensPerSecond));
        return reply;
    }

    private static byte[] render(Shape shape) {
        List<Integer> ids = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < shape.tokens(); i++) {
            int id = 10 + i % 10;
            ids.add(id);
            places.add(place(id, LOG_PROB + 1e-9 * i, top(id, shape.top())));
        }
        List<String> choices = new ArrayList<>();
        for (int i = 0; i < shape.samples(); i++) {
            choices.add(
                    "{\"index\":%d,\"token_ids\":%s,\"finish_reason\":\"length\",\"stop_reason\":null,\"logprobs\":{\"content\":[%s]},\"weight_versions\":[{\"version\":\"%s\",\"start\":0,\"end\":%d}]}"
                            .formatted(i, ids, String.join(",", places), shape.label(), shape.tokens()));
        }
        return bytes("{\"request_id\":\"paced\",\"choices\":[%s]}".formatted(String.join(",", choices)));
    }

    private static String place(int id, double logProb, String more) {
        return "{\"token_id\":%d,\"logprob\":%s,\"rank\":1%s}".formatted(id, logProb, more);
    }

    /** The likeliest tokens, each half as likely as the one before. */
    private static String top(int id, int count) {
        if (count == 0) {
            return "";
        }
        return IntStream.range(0, count)
                .mapToObj(rank -> place(id + rank, (rank + 1) * LOG_PROB, ""))
                .collect(Collectors.joining(",", ",\"top_logprobs\":[", "]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
