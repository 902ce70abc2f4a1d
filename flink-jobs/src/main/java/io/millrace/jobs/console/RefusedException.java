package io.millrace.jobs.console;

import org.jspecify.annotations.Nullable;

/**
 * A run is not started as asked: what it was given, or what lies in its folder, does not allow it. Nothing has been written
 * that would be in the way of the next try; the message says what to do.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
