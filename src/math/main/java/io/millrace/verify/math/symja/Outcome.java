package io.millrace.verify.math.symja;

/** The outcome of a question. */
public enum Outcome {
    /** The values are equal. */
    PROVEN,
    /** The worker finished without a proof. */
    OPEN,
    /** The worker did not answer in time and was killed. */
    KILLED,
    /** The worker exited, or could not be started. */
    FAILED,
    /** The question was not sent: too many callers waited, or the next worker was not ready. */
    SKIPPED
}
