package io.millrace.jobs.cli;

/** Arguments that do not go together, or with what is on disk. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
