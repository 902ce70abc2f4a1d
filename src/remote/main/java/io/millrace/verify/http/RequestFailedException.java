package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Thrown if a request yields no verdicts; its message is the reason. */
final class RequestFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** The expected result of a retry. */
    enum Kind {
        /** A retry may succeed: connection refused, timeout, or the server is busy or failing. */
        TRANSIENT,
        /** A retry would fail, and so would other requests: wrong token or path, or a response in another format. */
        PERMANENT,
        /** A retry would fail, but the server works: it rejects this request. */
        OWN
    }

    private final Kind kind;
    private final Duration requestedPause;

    /** @param requestedPause pause that the server requests before the next attempt; zero if none */
    RequestFailedException(Kind kind, String message, Duration requestedPause) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
        this.requestedPause = requireNonNull(requestedPause, "requestedPause");
    }

    RequestFailedException(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    Kind kind() {
        return kind;
    }

    Duration requestedPause() {
        return requestedPause;
    }

    /** The message, which is never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
