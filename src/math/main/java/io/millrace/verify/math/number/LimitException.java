package io.millrace.verify.math.number;

/** More than the bounds allow to work out. Has no stack trace: it is an outcome, not a fault. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason which bound */
    public LimitException(String reason) {
        super(reason, null, false, false);
    }
}
