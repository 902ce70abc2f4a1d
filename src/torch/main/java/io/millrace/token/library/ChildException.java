package io.millrace.token.library;

/** Thrown if the child process ended or was killed. */
final class ChildException extends Exception {
    private static final long serialVersionUID = 1;

    ChildException(String message) {
        super(message);
    }
}
