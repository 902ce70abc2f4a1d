package io.millrace.jobs.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.json.UnreadableJsonException;
import java.io.EOFException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the most informative message in a chain of exceptions. */
public final class Causes {
    private Causes() {}

    /**
     * The outermost message that Millrace itself wrote; otherwise the innermost one with its class, since the message
     * alone is often not enough.
     *
     * <p>The outermost one is used because Millrace's exceptions name component, rule and value and quote their cause, while
     * Flink and the JDK wrap theirs.
     */
    public static String readable(@Nullable Throwable failure) {
        if (failure == null) {
            return "it ended without a message; see the log";
        }
        Optional<String> memory = OutOfMemory.describe(failure);
        if (memory.isPresent()) {
            return memory.get();
        }
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOwn(cause)) {
                return String.valueOf(cause.getMessage());
            }
            innermost = cause;
        }
        String message = message(innermost);
        if (message == null && innermost instanceof EOFException) {
            message = "a file ends unexpectedly";
        }
        String name = innermost.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }

    private static @Nullable String message(Throwable innermost) {
        return innermost instanceof JsonProcessingException json
                ? UnreadableJsonException.describe(json)
                : innermost.getMessage();
    }

    /**
     * Whether Millrace's code threw the exception with its own message rather than one copied from the cause.
     */
    private static boolean isOwn(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String message = cause.getMessage();
        return trace.length > 0
                && trace[0].getClassName().startsWith("io.millrace.")
                && message != null
                && !message.isBlank()
                && (cause.getCause() == null || !message.equals(cause.getCause().toString()));
    }
}
