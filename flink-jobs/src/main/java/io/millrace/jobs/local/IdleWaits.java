package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.config.DataConfig;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Reports what a job waits for once it has made no progress for a few seconds. Not thread-safe. */
public final class IdleWaits implements Waits {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Waits start;
    private final ToDoubleFunction<ProgressTracker> progress;
    private final Function<ProgressTracker, String> cause;
    private final LongSupplier nanoTime;
    private double last = Double.NaN;
    private long changedNanos;

    /**
     * @param start describes what the job waits for until it has started
     * @param progress a number that changes while the job makes progress
     * @param cause describes what an idle job waits for; empty if unknown
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public IdleWaits(
            Waits start,
            ToDoubleFunction<ProgressTracker> progress,
            Function<ProgressTracker, String> cause,
            LongSupplier nanoTime) {
        this.start = requireNonNull(start, "start");
        this.progress = requireNonNull(progress, "progress");
        this.cause = requireNonNull(cause, "cause");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        changedNanos = nanoTime.getAsLong();
    }

    /** For a job that reads its prompts from a channel. */
    static Waits forPrompts(Waits start, LongSupplier nanoTime) {
        return new IdleWaits(
                start,
                progress -> LiveMetrics.current().sum(Metric.VISITS_READ)
                        + LiveMetrics.current().sum(Metric.RESPONSES_SAMPLED)
                        + progress.step(),
                progress -> missingPrompts(),
                nanoTime);
    }

    /** Whether a job waits for prompts from a channel. */
    public static boolean awaitsPrompts(DataConfig data) {
        return data.stream().enabled() && !missingPrompts().isEmpty();
    }

    /** Reports that a job waits for prompts if nothing is in flight and no reader waits for the learner; empty otherwise. */
    public static String missingPrompts() {
        LiveMetrics metrics = LiveMetrics.current();
        boolean empty = metrics.sum(Metric.RESPONSES_IN_FLIGHT) == 0
                && metrics.sum(Metric.VISITS_WAITING) == 0
                && metrics.sum(Metric.GROUPS_VERIFYING) == 0;
        return empty && metrics.max(Metric.SOURCE_PACED) == 0 ? "waiting for prompts" : "";
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
        String waiting = idle ? cause.apply(tracker) : "";
        return waiting.isEmpty() ? start.text(tracker) : waiting;
    }

    @Override
    public void restarted() {
        start.restarted();
        changedNanos = nanoTime.getAsLong();
    }
}
