package io.millrace.agent;

/** A tool cannot answer a call, although its arguments have the right form; the message is what the policy reads. */
public final class ToolRejectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ToolRejectionException(String message) {
        super(message);
    }
}
