package io.millrace.jobs.view;

import io.millrace.jobs.live.JobMetrics;
import io.millrace.metric.Metric;
import java.util.Map;
import java.util.function.LongSupplier;

/** Readings of the metrics of a job one after the other. Not thread-safe. */
final class LiveReadings {
    private final LongSupplier nanoTime;
    private final Rates rates;
    private long completed = -1;
    private long completedNanos;

    /** @param nanoTime a monotonic clock, in nanoseconds */
    LiveReadings(Rates rates, LongSupplier nanoTime) {
        this.rates = rates;
        this.nanoTime = nanoTime;
    }

    RunStatus.Live read(JobMetrics live) {
        long now = nanoTime.getAsLong();
        if (live.completedCheckpoints() != completed) {
            completed = live.completedCheckpoints();
            completedNanos = now;
        }
        Map<Metric, Double> values = live.values();
        return new RunStatus.Live(
                values,
                rates.add(now, values),
                live.loads(),
                completed,
                live.failedCheckpoints(),
                completed == 0 ? Double.NaN : Math.floor((now - completedNanos) / 1e9),
                live.lastCheckpointMillis() / 1000,
                live.lastCheckpointBytes(),
                live.restarts());
    }
}
