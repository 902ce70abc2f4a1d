package io.millrace.operators.fault;

/** A failure that a test asked for. */
public final class InjectedFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    InjectedFault(String message) {
        super(message);
    }
}
