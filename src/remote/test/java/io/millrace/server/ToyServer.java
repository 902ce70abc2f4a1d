package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.json.JsonMappers;
import io.millrace.model.TokenIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks vLLM's dialect and serves a {@link ToyModel}; a test scripts the faults of its next samples. */
final class ToyServer implements AutoCloseable {
    static {
        // Headers and body are written separately, and the second would wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Faults of requests for samples. */
    enum Fault {
        NONE,
        UNAVAILABLE,
        ERROR,
        BAD_REQUEST,
        TOO_LONG,
        UNAUTHORIZED,
        HALF_JSON,
        CUT_BODY,
        WRONG_LENGTH,
        NAN,
        TEXT_ONLY,
        HANG_AFTER_HEADERS,
        HANG,
        OTHER_VOCABULARY
    }

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Deque<Fault> faults = new ArrayDeque<>();
    final CountDownLatch released = new CountDownLatch(1);
    volatile Fault always = Fault.NONE;
    volatile String label = "default";
    volatile long weights = 1;
    volatile boolean generates;
    volatile boolean scaled;
    volatile boolean ignoresUpdates;
    volatile boolean developmentMode = true;
    volatile String failingStep = "";
    volatile int context = 64;
    volatile int shift;
    volatile String key = "";
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ToyServer() throws IOException {
        this(0);
    }

    ToyServer(int port) throws IOException {
        this("127.0.0.1", port);
    }

    ToyServer(String host, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The requests for samples of a run, without those of tests and probes. */
    long sampled() {
        synchronized (calls) {
            return calls.stream().filter(call -> call.startsWith("sample")).count();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            JsonNode body = body(exchange);
            calls.add(
                    path.contains("/completions") || path.contains("/generate")
                            ? (body.path("request_id").asText("").matches("millrace-\\d+") ? "sample" : "test")
                            : path);
            if (!key.isEmpty()
                    && !("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"error\":\"Unauthorized\"}");
                return;
            }
            switch (path) {
                case "/health" -> send(exchange, 200, "");
                case "/v1/models" ->
                    send(exchange, 200, "{\"data\":[{\"id\":\"toy\",\"max_model_len\":%d}]}".formatted(context));
                case "/version" -> send(exchange, 200, "{\"version\":\"0.32.0\"}");
                case "/tokenize" ->
                    send(exchange, 200, tokens(body.path("prompt").asText()));
                case "/v1/completions" -> sample(exchange, body, body);
                case "/inference/v1/generate" -> {
                    if (generates) {
                        sample(exchange, body, body.path("sampling_params"));
                    } else {
                        send(exchange, 404, "{\"detail\":\"Not Found\"}");
                    }
                }
                default -> update(exchange, path, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return body.length == 0
                ? JsonMappers.plain().createObjectNode()
                : JsonMappers.plain().readTree(body);
    }

    private String tokens(String text) {
        ArrayNode ids = JsonMappers.plain().createArrayNode();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            ids.add((one & 0xff) + shift);
        }
        return "{\"count\":%d,\"max_model_len\":%d,\"tokens\":%s}".formatted(ids.size(), context, ids);
    }

    private void update(HttpExchange exchange, String path, JsonNode body) throws IOException {
        if (!developmentMode) {
            send(exchange, 404, "{\"detail\":\"Not Found\"}");
        } else if (path.equals(failingStep)) {
            send(exchange, 500, "{\"error\":{\"message\":\"out of memory\"}}");
        } else if (path.equals("/collective_rpc")) {
            if (!ignoresUpdates) {
                weights = ToyModel.weights(
                        Path.of(body.path("kwargs").path("weights_path").asText()));
            }
            send(exchange, 200, "{\"results\":[null]}");
        } else if (path.equals("/update_weight_version")) {
            label = body.path("new_version").asText();
            send(exchange, 200, "{\"success\":true}");
        } else if (path.equals("/weight_info")) {
            send(exchange, 200, "{\"weight_version\":\"%s\"}".formatted(label));
        } else {
            send(exchange, 200, "{}");
        }
    }

    private void sample(HttpExchange exchange, JsonNode body, JsonNode parameters)
            throws IOException, InterruptedException {
        Fault fault = Fault.NONE;
        if (body.path("request_id").asText().matches("millrace-\\d+")) {
            synchronized (faults) {
                fault = faults.isEmpty() ? always : faults.poll();
            }
        }
        boolean generate = body.has("token_ids");
        String reply = reply(body, parameters, generate, fault).toString();
        switch (fault) {
            case UNAVAILABLE -> send(exchange, 503, "{\"error\":{\"message\":\"queue is full\"}}");
            case ERROR -> send(exchange, 500, "{\"error\":{\"message\":\"CUDA error\"}}");
            case BAD_REQUEST -> send(exchange, 400, "{\"error\":{\"message\":\"bad token\"}}");
            case TOO_LONG -> send(exchange, 400, "{\"error\":{\"message\":\"maximum context length is 64 tokens\"}}");
            case UNAUTHORIZED -> send(exchange, 401, "{\"error\":\"Unauthorized\"}");
            case HALF_JSON -> send(exchange, 200, reply.substring(0, reply.length() / 2));
            case CUT_BODY -> {
                byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
            }
            case HANG_AFTER_HEADERS -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                released.await();
            }
            case HANG -> released.await();
            default -> send(exchange, 200, reply);
        }
    }

    private ObjectNode reply(JsonNode body, JsonNode parameters, boolean generate, Fault fault) {
        ObjectNode reply = JsonMappers.plain().createObjectNode();
        ArrayNode choices = reply.putArray("choices");
        int total = 0;
        for (int i = parameters.path("n").asInt() - 1; i >= 0; i--) {
            long seed = parameters.path("seed").asLong() + i;
            TokenIds ids = ToyModel.sample(
                    weights, seed, Math.min(4, parameters.path("max_tokens").asInt()));
            ObjectNode choice = choices.addObject().put("index", i).put("finish_reason", "length");
            double temperature = scaled ? parameters.path("temperature").asDouble() : 1;
            fill(choice, ids, temperature == 0 ? 1 : temperature, generate, fault);
            total += ids.size();
            if (!generate) {
                choice.set("prompt_token_ids", body.path("prompt"));
            }
        }
        if (!generate) {
            reply.putObject("usage").put("completion_tokens", total);
        }
        return reply;
    }

    private void fill(ObjectNode choice, TokenIds ids, double temperature, boolean generate, Fault fault) {
        if (fault == Fault.TEXT_ONLY) {
            choice.put("text", "hello");
            return;
        }
        int more = fault == Fault.OTHER_VOCABULARY ? ToyModel.VOCABULARY : 0;
        ArrayNode tokens = choice.putArray("token_ids");
        ObjectNode logProbs = choice.putObject("logprobs");
        ArrayNode content = logProbs.putArray(generate ? "content" : "token_logprobs");
        ArrayNode names = generate ? content : logProbs.putArray("tokens");
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.ids()[i] + more;
            tokens.add(id);
            if (i == 0 && fault == Fault.WRONG_LENGTH) {
                continue;
            }
            double logProb = fault == Fault.NAN ? -9999 : ToyModel.logProb(weights, ids.ids()[i], temperature);
            if (generate) {
                ObjectNode place = content.addObject().put("token_id", id).put("logprob", logProb);
                place.putArray("top_logprobs").addObject().put("token_id", id).put("logprob", logProb);
            } else {
                content.add(logProb);
                names.add("token_id:" + id);
                logProbs.withArray("top_logprobs").addObject().put("token_id:" + id, logProb);
            }
        }
        if (generate) {
            choice.putArray("weight_versions")
                    .addObject()
                    .put("version", label)
                    .put("start", 0)
                    .put("end", ids.size());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** A port that nobody listens on. */
    static int freePort() {
        try (ToyServer server = new ToyServer()) {
            return server.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
