package io.millrace.jobs.live;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts the checkpoints of a job that have failed since the last completed one. None counts in the first minute
 * before one is completed: Flink declines them while tasks are still starting. Not thread-safe.
 */
public final class CheckpointFailures {
    private static final Duration START = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final long startNanos;
    private long completed;
    private long failedBefore;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public CheckpointFailures(LongSupplier nanoTime) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        startNanos = nanoTime.getAsLong();
    }

    /** Number of checkpoints that failed in a row, up to now. */
    public long inARow(JobMetrics metrics) {
        if (metrics.completedCheckpoints() != completed) {
            completed = metrics.completedCheckpoints();
            failedBefore = metrics.failedCheckpoints();
        }
        boolean starting = completed == 0 && nanoTime.getAsLong() - startNanos < START.toNanos();
        return starting ? 0 : metrics.failedCheckpoints() - failedBefore;
    }
}
