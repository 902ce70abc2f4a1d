package io.millrace.jobs.live;

/** Counts the checkpoints of the embedded job that have failed since the last completed one. Not thread-safe. */
public final class CheckpointFailures {
    private long completed;
    private long failedBefore;

    /** Number of checkpoints that failed in a row, up to now. */
    public long inARow(LiveMetrics metrics) {
        if (metrics.completedCheckpoints() != completed) {
            completed = metrics.completedCheckpoints();
            failedBefore = metrics.failedCheckpoints();
        }
        return metrics.failedCheckpoints() - failedBefore;
    }

    /** Whether any had been completed at the last call of {@link #inARow}. */
    public boolean anyCompleted() {
        return completed > 0;
    }
}
