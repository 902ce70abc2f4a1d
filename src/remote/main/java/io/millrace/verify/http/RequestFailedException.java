package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Why a request gave no verdicts. */
final class RequestFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** What would become of the same request, sent again. */
    enum Kind {
        /** It may go well: nobody listens, no answer in time, the server is busy or out of order. */
        PASSING,
        /** It would fail again, and others would too: a wrong token or path, an answer of another form. */
        LASTING,
        /** It would fail again, but the server is well: it cannot read this one. */
        OWN
    }

    private final Kind kind;
    private final Duration asked;

    /** @param asked wait that the server asks for before the next try; zero if it does not */
    RequestFailedException(Kind kind, String message, Duration asked) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
        this.asked = requireNonNull(asked, "asked");
    }

    RequestFailedException(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    Kind kind() {
        return kind;
    }

    Duration asked() {
        return asked;
    }

    /** The message, which is always there. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
