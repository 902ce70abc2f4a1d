package io.millrace.jobs.watch;

import io.millrace.alarm.StreamHealth;
import io.millrace.jobs.live.CheckpointFailures;
import io.millrace.jobs.live.JobMetrics;
import io.millrace.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Health of the stream of a job, from its current metrics. The time without progress begins with the first call. Not
 * thread-safe.
 */
public final class LiveHealth implements Supplier<StreamHealth> {
    /** Counters that rise while a stage makes progress, in the order of the stream. */
    private static final Map<String, List<Metric>> STAGES = stages();

    private final Supplier<JobMetrics> metrics;
    private final BooleanSupplier awaitsPrompts;
    private final LongSupplier freeBytes;
    private final LongSupplier nanoTime;
    private final CheckpointFailures checkpoints;
    private final List<Stage> stages = new ArrayList<>();

    private static final class Stage {
        private final String name;
        private final List<Metric> counters;
        private double count;
        private long changedNanos;

        Stage(String name, List<Metric> counters, long nanos) {
            this.name = name;
            this.counters = counters;
            changedNanos = nanos;
        }

        void update(JobMetrics metrics, long nanos) {
            double now = counters.stream().mapToDouble(metrics::sum).sum();
            if (now != count) {
                count = now;
                changedNanos = nanos;
            }
        }
    }

    /**
     * @param metrics the current metrics of the job
     * @param awaitsPrompts whether the stream waits for prompts
     * @param freeBytes free space on the disk of the run's folder, in bytes
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public LiveHealth(
            Supplier<JobMetrics> metrics,
            BooleanSupplier awaitsPrompts,
            LongSupplier freeBytes,
            LongSupplier nanoTime) {
        this.metrics = metrics;
        this.awaitsPrompts = awaitsPrompts;
        this.freeBytes = freeBytes;
        this.nanoTime = nanoTime;
        checkpoints = new CheckpointFailures(nanoTime);
        STAGES.forEach((name, counters) -> stages.add(new Stage(name, counters, nanoTime.getAsLong())));
    }

    private static Map<String, List<Metric>> stages() {
        Map<String, List<Metric>> stages = new LinkedHashMap<>();
        stages.put("source", List.of(Metric.VISITS_READ));
        stages.put("sample", List.of(Metric.RESPONSES_SAMPLED, Metric.TOKENS_SAMPLED));
        stages.put("grade", List.of(Metric.RESPONSES_GRADED, Metric.RESPONSES_UNGRADED));
        stages.put("remember", List.of(Metric.TRAJECTORIES_REMEMBERED));
        stages.put("compose", List.of(Metric.MINIBATCHES_COMPOSED));
        stages.put("learn", List.of(Metric.LEARNER_STEP));
        return stages;
    }

    @Override
    public StreamHealth get() {
        JobMetrics current = metrics.get();
        long now = nanoTime.getAsLong();
        stages.forEach(stage -> stage.update(current, now));
        boolean empty = awaitsPrompts.getAsBoolean();
        if (empty) {
            stages.forEach(stage -> stage.changedNanos = now);
        }
        Stage last = stages.get(0);
        Stage first = stages.get(0);
        for (Stage stage : stages) {
            last = stage.changedNanos > last.changedNanos ? stage : last;
            first = stage.count > 0 && (first.count == 0 || stage.changedNanos < first.changedNanos) ? stage : first;
        }
        return new StreamHealth(
                Duration.ofNanos(now - last.changedNanos),
                first.count > 0 && !empty ? first.name : "",
                checkpoints.inARow(current),
                (int) current.max(Metric.VERIFIER_CIRCUITS_OPEN),
                freeBytes.getAsLong());
    }
}
