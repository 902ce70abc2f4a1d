package io.millrace.server;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.http.BodyTooLongException;
import io.millrace.http.BoundedBody;
import io.millrace.json.JsonMappers;
import io.millrace.server.ServerFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends requests to servers and reads their replies as JSON; no thread waits for a reply. */
final class Http {
    private static final int LONGEST_REPLY = 512 << 20;
    private static final int LONGEST_REASON = 300;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Python writes NaN and Infinity literally. Most of a reply is log-probabilities of 16 digits. */
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final HttpClient client;
    private final Optional<String> authorization;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;

    /**
     * @param authorization value of the Authorization header; empty for none
     * @param timer ends requests at their time limit
     * @param workers runs the client's tasks, and reads replies
     */
    Http(Optional<String> authorization, ScheduledExecutorService timer, ExecutorService workers) {
        this.authorization = authorization;
        this.timer = timer;
        this.workers = workers;
        // Always HTTP/1.1: over plain http, version 2 starts with an upgrade request, whose body some servers drop.
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(workers)
                .build();
    }

    /**
     * A request in progress.
     *
     * @param reply the JSON of a 2xx reply, read by a worker; completes exceptionally with {@link ServerFault}
     * @param exchange cancelling it closes the connection
     */
    record Sent(CompletableFuture<JsonNode> reply, CompletableFuture<?> exchange) {
        void cancel() {
            exchange.cancel(true);
        }

        /** Waits for the reply; cancels the request if the thread is interrupted. */
        JsonNode await() throws ServerFault, InterruptedException {
            try {
                return reply.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ServerFault fault
                        ? fault
                        : new ServerFault(Kind.BROKEN, String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                cancel();
                throw e;
            }
        }
    }

    /** Sends a request, which ends with a fault at the time limit: also if the server sends headers and no body. */
    Sent send(URI server, Call call, Duration limit) {
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            exchange = client.sendAsync(request(server, call), info -> new BoundedBody(LONGEST_REPLY));
            endAfter(limit, exchange, reply);
        } catch (RejectedExecutionException e) {
            reply.completeExceptionally(closed());
            return new Sent(reply, reply);
        }
        exchange.whenComplete((response, failure) -> {
            try {
                workers.execute(() -> read(response, failure, reply));
            } catch (RejectedExecutionException e) {
                reply.completeExceptionally(closed());
            }
        });
        return new Sent(reply, exchange);
    }

    private static ServerFault closed() {
        return new ServerFault(Kind.BROKEN, "the engine was closed");
    }

    private void endAfter(Duration limit, CompletableFuture<?> exchange, CompletableFuture<JsonNode> reply) {
        Future<?> end = timer.schedule(
                () -> {
                    reply.completeExceptionally(new ServerFault(
                            Kind.TIMEOUT, "gave no complete reply within %d ms".formatted(limit.toMillis())));
                    exchange.cancel(true);
                },
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        exchange.whenComplete((response, failure) -> end.cancel(false));
    }

    /** Sends a request and waits for its reply. */
    JsonNode get(URI server, Call call, Duration limit) throws ServerFault, InterruptedException {
        return send(server, call, limit).await();
    }

    private HttpRequest request(URI server, Call call) {
        String base = server.toString();
        URI target = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + call.path());
        HttpRequest.Builder request = HttpRequest.newBuilder(target).header("Accept", "application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (call.method() == Call.Method.GET) {
            return request.GET().build();
        }
        if (!call.body().isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request.POST(BodyPublishers.ofString(call.body())).build();
    }

    private static void read(
            @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure, CompletableFuture<JsonNode> reply) {
        try {
            if (response == null) {
                throw fault(failure);
            }
            reply.complete(json(response));
        } catch (ServerFault e) {
            reply.completeExceptionally(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws ServerFault {
        int status = response.statusCode();
        byte[] body = response.body();
        if (status / 100 != 2) {
            throw new ServerFault(
                    kind(status, shortened(body)),
                    "status must be 2xx, was %d: %s".formatted(status, shortened(body)),
                    response.headers()
                            .firstValue("Retry-After")
                            .map(Http::seconds)
                            .orElse(Duration.ZERO));
        }
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new ServerFault(
                    Kind.UNUSABLE, "reply must be JSON, was '%s' (%d bytes)".formatted(shortened(body), body.length));
        }
    }

    private static Kind kind(int status, String reason) {
        return switch (status) {
            case 401, 403 -> Kind.FORBIDDEN;
            case 408, 429, 503 -> Kind.BUSY;
            default -> status >= 500 ? Kind.FAILED : isTooLong(reason) ? Kind.TOO_LONG : Kind.REJECTED;
        };
    }

    /** The messages of vLLM, SGLang and llama.cpp about a prompt that exceeds the context. */
    private static boolean isTooLong(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        return text.contains("maximum context length")
                || text.contains("exceed_context_size")
                || text.contains("maximum model length")
                || text.contains("context length of the model");
    }

    private static Duration seconds(String wait) {
        return wait.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(wait)) : Duration.ZERO;
    }

    private static ServerFault fault(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BodyTooLongException) {
            return new ServerFault(Kind.UNUSABLE, String.valueOf(cause.getMessage()));
        }
        boolean connected = !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
        String why = cause == null
                ? "no reply"
                : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        return new ServerFault(
                connected ? Kind.BROKEN : Kind.UNREACHABLE,
                (connected ? "the connection ended before the reply was complete: " : "could not be reached: ") + why);
    }

    /** The beginning of a body, for messages. */
    private static String shortened(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 2 * LONGEST_REASON), StandardCharsets.UTF_8);
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
