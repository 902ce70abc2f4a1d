package io.millrace.agent;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Describes failures of infrastructure. */
final class Failures {
    private Failures() {}

    /** A failure without the wrappers of futures. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Who failed and why, in one line. */
    static String text(Throwable failure) {
        Throwable cause = cause(failure);
        String message = String.valueOf(cause.getMessage());
        return message.contains(": ")
                ? message
                : "environment: %s: %s".formatted(cause.getClass().getSimpleName(), message);
    }

    /** The failure, in words if the time limit of a response was reached: {@code orTimeout} gives no message. */
    static Throwable timedOut(Throwable failure, Duration limit) {
        Throwable cause = cause(failure);
        return cause instanceof TimeoutException && cause.getMessage() == null
                ? new TimeoutException("agent.timeLimit: the response must end within %s, did not".formatted(limit))
                : cause;
    }
}
