package io.millrace.verify.math.symja;

/** What came of a question. */
public enum Outcome {
    /** The values are the same. */
    PROVEN,
    /** The worker came to an end and proved nothing. */
    OPEN,
    /** The worker did not answer in time and was killed. */
    KILLED,
    /** The worker ended by itself, or could not be started. */
    FAILED,
    /** It was not asked: too many waited for it, or the next worker was not ready. */
    SKIPPED
}
