package io.millrace.jobs.run;

/** A job could not be restored from a checkpoint whose files may be damaged. */
final class UnrestorableException extends Exception {
    private static final long serialVersionUID = 1;

    UnrestorableException(String message) {
        super(message);
    }
}
