package io.millrace.jobs.run;

import org.jspecify.annotations.Nullable;

/** Finds, in a chain of exceptions, the one that says something to a person. */
public final class Causes {
    private Causes() {}

    /** The innermost message; the class too where the message alone says little. */
    public static String readable(@Nullable Throwable failure) {
        if (failure == null) {
            return "it ended without saying why; see the log";
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        boolean ours = cause.getClass().getName().startsWith("io.millrace.");
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return ours ? message : cause.getClass().getSimpleName() + ": " + message;
    }
}
