package io.millrace.jobs.local;

/** Tells what a running job waits for, if it makes no progress. Not thread-safe. */
public interface Waits {
    /** Describes what the job waits for; empty if it makes progress. */
    String text(ProgressTracker progress);

    /** Notes that the job restarts after a failure. */
    void restarted();
}
