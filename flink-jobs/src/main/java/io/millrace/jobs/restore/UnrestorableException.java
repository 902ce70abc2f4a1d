package io.millrace.jobs.restore;

/** Thrown if a job could not be restored from a checkpoint whose files may be damaged. */
public final class UnrestorableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnrestorableException(String message) {
        super(message);
    }
}
