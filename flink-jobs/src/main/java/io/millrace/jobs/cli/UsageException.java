package io.millrace.jobs.cli;

/** Thrown for arguments that contradict each other or the files on disk. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
