package io.millrace.jobs.console;

import org.jspecify.annotations.Nullable;

/** A run cannot start, go on or end as asked: the message says what to do. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
