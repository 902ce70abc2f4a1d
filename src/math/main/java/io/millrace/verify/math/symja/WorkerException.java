package io.millrace.verify.math.symja;

/** A worker that cannot be started, or has ended. */
final class WorkerException extends Exception {
    private static final long serialVersionUID = 1;

    WorkerException(String message) {
        super(message);
    }
}
