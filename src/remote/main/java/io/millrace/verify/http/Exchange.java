package io.millrace.verify.http;

import io.millrace.http.BodyTooLongException;
import io.millrace.http.BoundedBody;
import io.millrace.ordered.OrderedSet;
import io.millrace.verify.http.RequestFailedException.Kind;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests and receives responses. Thread-safe; the client is created on first use. */
final class Exchange {
    private static final int MAX_ANSWER_LENGTH = 4 << 20;

    /** Status codes that blame the request itself, not the token or the address. */
    private static final Set<Integer> OWN = OrderedSet.of(400, 413, 422);

    private static final Set<Integer> BUSY = OrderedSet.of(408, 429);

    private final HttpConfig config;
    private final Optional<String> authorization;
    private final Set<CompletableFuture<?>> inFlight = ConcurrentHashMap.newKeySet();
    private @Nullable HttpClient client;
    private volatile boolean closed;

    Exchange(HttpConfig config, Optional<String> authorization) {
        this.config = config;
        this.authorization = authorization;
    }

    /**
     * Posts a body.
     *
     * @return the body of the response
     * @throws CancellationException if the exchange is closed in the meantime
     */
    byte[] post(byte[] body) throws RequestFailedException, InterruptedException {
        HttpRequest.Builder request = Target.request(config.url(), config.headers());
        authorization.ifPresent(token -> request.header("Authorization", token));
        request.POST(BodyPublishers.ofByteArray(body));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request.build(), info -> new BoundedBody(MAX_ANSWER_LENGTH));
        inFlight.add(answer);
        try {
            if (closed) {
                throw new CancellationException();
            }
            return body(answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new RequestFailedException(
                    Kind.TRANSIENT,
                    "did not answer within %d ms".formatted(config.timeout().toMillis()));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            inFlight.remove(answer);
            answer.cancel(true);
        }
    }

    /** Cancels requests in flight. */
    void close() {
        closed = true;
        inFlight.forEach(answer -> answer.cancel(true));
    }

    /** Always HTTP/1.1: over plain http, version 2 starts with an upgrade request, whose body some servers drop. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .connectTimeout(config.timeout())
                    .build();
        }
        return client;
    }

    private static byte[] body(HttpResponse<byte[]> answer) throws RequestFailedException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return answer.body();
        }
        Kind kind = OWN.contains(status)
                ? Kind.OWN
                : BUSY.contains(status) || status >= 500 ? Kind.TRANSIENT : Kind.PERMANENT;
        throw new RequestFailedException(
                kind,
                "status must be 2xx, was %d: %s".formatted(status, Protocol.shortened(answer.body())),
                answer.headers()
                        .firstValue("Retry-After")
                        .map(Exchange::seconds)
                        .orElse(Duration.ZERO));
    }

    /** Parses a wait in seconds; dates are ignored in favour of the usual pauses. */
    private static Duration seconds(String wait) {
        return wait.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(wait)) : Duration.ZERO;
    }

    private static RequestFailedException failure(@Nullable Throwable cause) {
        return cause instanceof BodyTooLongException
                ? new RequestFailedException(Kind.PERMANENT, String.valueOf(cause.getMessage()))
                : new RequestFailedException(
                        Kind.TRANSIENT,
                        "could not be reached: %s"
                                .formatted(
                                        cause == null || cause.getMessage() == null
                                                ? String.valueOf(cause)
                                                : cause.getClass().getSimpleName() + ": " + cause.getMessage()));
    }
}
