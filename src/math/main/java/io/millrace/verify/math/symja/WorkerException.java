package io.millrace.verify.math.symja;

/** Thrown if a worker cannot be started or has exited. */
final class WorkerException extends Exception {
    private static final long serialVersionUID = 1;

    WorkerException(String message) {
        super(message);
    }
}
