package io.millrace.agent;

/** The arguments of a tool call do not match the tool's schema; the message is what the policy reads. */
public final class InvalidArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidArgumentsException(String message) {
        super(message);
    }
}
