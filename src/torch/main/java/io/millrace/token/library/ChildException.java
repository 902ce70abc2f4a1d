package io.millrace.token.library;

/** The child process ended, or was ended. */
final class ChildException extends Exception {
    private static final long serialVersionUID = 1;

    ChildException(String message) {
        super(message);
    }
}
