package io.millrace.dataset;

import io.millrace.check.Require;
import org.jspecify.annotations.Nullable;

/** Thrown if a data set cannot be loaded; the message names component, rule and value, and what to do. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatasetException(String message) {
        super(Require.bounded(message));
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        super(Require.bounded(message), cause);
    }
}
