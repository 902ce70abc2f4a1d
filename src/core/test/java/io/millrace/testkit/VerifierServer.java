package io.millrace.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote verifier on a local port with scripted answers. */
public final class VerifierServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * A request.
     *
     * @param number from 1
     * @param headers first values by lower-case name
     */
    public record Asked(int number, JsonNode body, Map<String, String> headers) {
        /** The number of replies in the request. */
        public int replies() {
            return body.path("replies").size();
        }

        /** A verdict for each reply. */
        public Said all(String verdict) {
            return Said.verdicts(Collections.nCopies(replies(), "{\"verdict\": \"%s\"}".formatted(verdict)));
        }
    }

    /** An answer. */
    public record Said(int status, String body, Map<String, String> headers) {
        /** An answer with only a body. */
        public static Said body(String body) {
            return new Said(200, body, Map.of());
        }

        /** Verdicts, each as JSON. */
        public static Said verdicts(List<String> verdicts) {
            return body("{\"verdicts\": [%s]}".formatted(String.join(", ", verdicts)));
        }

        /** An error status. */
        public static Said status(int status) {
            return new Said(status, "no verdicts\n", Map.of());
        }
    }

    /** Provides the answers; an exception closes the connection. */
    @FunctionalInterface
    public interface Script {
        /** Answers a request, immediately or later; called on several threads. */
        Said answer(Asked asked) throws InterruptedException;
    }

    private VerifierServer(Script script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, script);
            }
        });
        server.start();
    }

    /** A server that follows a script. */
    public static VerifierServer of(Script script) {
        return new VerifierServer(script);
    }

    private void answer(HttpExchange exchange, Script script) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Asked request = new Asked(numbers.incrementAndGet(), body, headers);
        asked.add(request);
        Said said;
        try {
            said = script.answer(request);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        said.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** The server's address. */
    public String url() {
        return "http://%s:%d/verify"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort());
    }

    /** The requests so far, in the order of arrival. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
