package io.millrace.jobs.console;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a command cannot run as requested because of its inputs or the contents of a folder. Nothing that would
 * block a retry has been written; the message says what to do.
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
