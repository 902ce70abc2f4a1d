package io.millrace.jobs.split;

import io.millrace.jobs.local.LiveMetrics;
import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.Waits;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** A half that has made no progress for a few seconds waits for the other half. Not thread-safe. */
final class OtherHalf implements Waits {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Waits start;
    private final ToDoubleFunction<ProgressTracker> progress;
    private final String waiting;
    private final LongSupplier nanoTime;
    private double last = Double.NaN;
    private long changedNanos;

    /**
     * @param start tells what the half waits for until it has started
     * @param progress a number that changes while the half makes progress
     * @param waiting what it waits for otherwise, with a place for the newest step
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    OtherHalf(Waits start, ToDoubleFunction<ProgressTracker> progress, String waiting, LongSupplier nanoTime) {
        this.start = start;
        this.progress = progress;
        this.waiting = waiting;
        this.nanoTime = nanoTime;
        changedNanos = nanoTime.getAsLong();
    }

    @Override
    public String text(ProgressTracker tracker) {
        double now = progress.applyAsDouble(tracker);
        if (now != last) {
            last = now;
            changedNanos = nanoTime.getAsLong();
        }
        boolean idle = nanoTime.getAsLong() - changedNanos > PATIENCE.toNanos()
                && LiveMetrics.current().completedCheckpoints() > 0;
        return idle ? waiting.formatted(tracker.step()) : start.text(tracker);
    }

    @Override
    public void restarted() {
        start.restarted();
        changedNanos = nanoTime.getAsLong();
    }
}
