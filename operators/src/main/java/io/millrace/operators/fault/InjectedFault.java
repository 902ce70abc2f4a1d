package io.millrace.operators.fault;

/** A failure that a test has requested. */
public final class InjectedFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    InjectedFault(String message) {
        super(message);
    }
}
