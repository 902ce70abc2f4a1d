package io.millrace.dataset;

import org.jspecify.annotations.Nullable;

/** A data set cannot be had at all: the message says who, the rule, the value and what to do. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
