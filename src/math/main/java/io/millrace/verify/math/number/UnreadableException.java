package io.millrace.verify.math.number;

/**
 * Thrown for a text that is not mathematics, or an undefined value, for instance 1/0. Has no stack trace: it
 * is an outcome, not a fault.
 */
public class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason the problem with it */
    public UnreadableException(String reason) {
        super(reason, null, false, false);
    }
}
