package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Thrown if a request to a server yields no usable reply; its message is the reason. */
public final class ServerFault extends Exception {
    private static final long serialVersionUID = 1;

    /** The kinds of faults, which metrics count separately. */
    public enum Kind {
        /** No connection. */
        UNREACHABLE(true, true),
        /** The connection ended before the reply was complete. */
        BROKEN(true, true),
        /** No complete reply within the time limit. */
        TIMEOUT(true, true),
        /** Status 408, 429 or 503: the server has too much to do, or is not ready. */
        BUSY(true, true),
        /** Any other status from 500. */
        FAILED(true, true),
        /** A reply that is not usable: not JSON, text instead of token ids, wrong lengths, no numbers. */
        UNUSABLE(true, true),
        /** The server has other weights than it was given. */
        STALE(true, true),
        /** Status 400, 404 or another 4xx: the server rejects this request, and others would as well. */
        REJECTED(false, false),
        /** The server rejects the prompt for its length. */
        TOO_LONG(false, false),
        /** Status 401 or 403: no request can succeed. */
        FORBIDDEN(false, false);

        private final boolean retryable;
        private final boolean counts;

        Kind(boolean retryable, boolean counts) {
            this.retryable = retryable;
            this.counts = counts;
        }

        /** Whether another attempt may succeed. */
        public boolean retryable() {
            return retryable;
        }

        /** Whether it counts towards taking the server out. */
        boolean counts() {
            return counts;
        }
    }

    private final Kind kind;
    private final Duration requestedPause;

    /** @param requestedPause pause that the server requests before the next attempt; zero if none */
    public ServerFault(Kind kind, String message, Duration requestedPause) {
        super(Require.bounded(message));
        this.kind = requireNonNull(kind, "kind");
        this.requestedPause = requireNonNull(requestedPause, "requestedPause");
    }

    public ServerFault(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    /** The fault of a reply that violates a rule of its dialect. */
    static ServerFault unusable(Dialect dialect, RuntimeException rule) {
        return new ServerFault(Kind.UNUSABLE, "%s: %s".formatted(dialect.name(), rule.getMessage()));
    }

    /** The fault behind the failure of a request. */
    static ServerFault of(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ServerFault fault) {
            return fault;
        }
        return new ServerFault(
                Kind.BROKEN, cause instanceof CancellationException ? "was cancelled" : String.valueOf(cause));
    }

    public Kind kind() {
        return kind;
    }

    public Duration requestedPause() {
        return requestedPause;
    }

    /** The reason, and for a refused key what to do. */
    String explained() {
        return kind == Kind.FORBIDDEN
                ? reason() + ": set policy.servers.keyEnv or keyFile to a key that the server accepts"
                : reason();
    }

    /** The message, which is never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
