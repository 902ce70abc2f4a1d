package io.millrace.verify.math.number;

/** Thrown if a computation exceeds the bounds. Has no stack trace: it is an outcome, not a fault. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason the exceeded bound */
    public LimitException(String reason) {
        super(reason, null, false, false);
    }
}
