package io.millrace.jobs.console;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a run cannot be started as requested because of its inputs or the contents of its folder. Nothing has been
 * written that would hinder the next attempt; the message says what to do.
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
