package io.millrace.query;

/** A query that cannot be answered; the message names the cause. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}
