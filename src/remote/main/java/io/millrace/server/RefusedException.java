package io.millrace.server;

/** Thrown if a server does not fit the policy or cannot do what is required of it; the message names both values. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    /** The message, which is never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
