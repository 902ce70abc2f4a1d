package io.millrace.jobs.console;

import org.jspecify.annotations.Nullable;

/** Thrown if a run cannot start, continue or end as requested; the message says what to do. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
