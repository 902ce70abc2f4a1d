package io.millrace.verify.math.number;

/** A text that is no mathematics, or a value that does not exist, as 1/0. Has no stack trace: it is an outcome, not a fault. */
public class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason what is wrong with it */
    public UnreadableException(String reason) {
        super(reason, null, false, false);
    }
}
