package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.folder.Registrations;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.JobMetrics;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The metrics of the jobs of a run on clusters, read from Flink's REST API at one moment. */
public final class ClusterMetrics implements JobMetrics {
    private static final String BUSY = "busyTimeMsPerSecond";
    private static final String BACK_PRESSURE = "backPressuredTimeMsPerSecond";
    private static final String RESTARTS = "numRestarts";

    private final Map<Metric, Double> sums = new EnumMap<>(Metric.class);
    private final Map<Metric, Double> largest = new EnumMap<>(Metric.class);
    private final Map<String, LiveMetrics.Load> loads = new TreeMap<>();
    private long completed;
    private long failed;
    private double millis;
    private double bytes;
    private long restarts;

    private ClusterMetrics() {}

    /**
     * The metrics of a run's registered jobs.
     *
     * @return empty if no cluster should run any
     * @throws IOException if a cluster does not answer
     */
    public static Optional<JobMetrics> of(RunFolder run) throws IOException, InterruptedException {
        List<Registrations.Registration> jobs = new Registrations(run).current();
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        ClusterMetrics metrics = new ClusterMetrics();
        for (Registrations.Registration job : jobs) {
            ClusterFolder cluster = new ClusterFolder(Path.of(job.cluster()));
            metrics.add(new FlinkRest(ClusterPlan.read(cluster).rest()), job.job());
        }
        return Optional.of(metrics);
    }

    /** The metrics of one job. */
    static JobMetrics of(FlinkRest rest, String job) throws IOException, InterruptedException {
        ClusterMetrics metrics = new ClusterMetrics();
        metrics.add(rest, requireNonNull(job, "job"));
        return metrics;
    }

    private void add(FlinkRest rest, String job) throws IOException, InterruptedException {
        for (FlinkRest.Vertex vertex : rest.vertices(job)) {
            List<String> wanted = rest.metrics(job, vertex.id()).stream()
                    .filter(id -> id.equals(BUSY)
                            || id.equals(BACK_PRESSURE)
                            || metric(id).isPresent())
                    .toList();
            double busy = 0;
            double pressed = 0;
            for (FlinkRest.Aggregate one : rest.aggregates(job, vertex.id(), wanted)) {
                switch (one.id()) {
                    case BUSY -> busy = share(one.max());
                    case BACK_PRESSURE -> pressed = share(one.max());
                    default -> metric(one.id()).ifPresent(metric -> add(metric, one));
                }
            }
            loads.put(vertex.name(), new LiveMetrics.Load(busy, pressed));
        }
        FlinkRest.Checkpoints checkpoints = rest.checkpoints(job);
        completed += checkpoints.completed();
        failed += checkpoints.failed();
        millis = Math.max(
                millis, checkpoints.last().map(FlinkRest.Checkpoint::millis).orElse(0L));
        bytes += checkpoints.last().map(FlinkRest.Checkpoint::bytes).orElse(0L);
        restarts += (long) rest.jobMetric(job, RESTARTS).orElse(0);
    }

    private void add(Metric metric, FlinkRest.Aggregate one) {
        if (Double.isFinite(one.sum())) {
            sums.merge(metric, one.sum(), Double::sum);
            largest.merge(metric, one.max(), Math::max);
        }
    }

    private static double share(double millisPerSecond) {
        return Double.isFinite(millisPerSecond) ? millisPerSecond / 1000 : 0;
    }

    /** The metric of an operator: its id is that of the operator, a dot, and the key. */
    private static Optional<Metric> metric(String id) {
        return Metric.find(id.substring(id.lastIndexOf('.') + 1));
    }

    @Override
    public double sum(Metric metric) {
        return sums.getOrDefault(metric, 0.0);
    }

    @Override
    public double max(Metric metric) {
        return largest.getOrDefault(metric, 0.0);
    }

    @Override
    public Map<Metric, Double> values() {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        sums.keySet().forEach(metric -> values.put(metric, metric.overSubtasks(sum(metric), max(metric))));
        return values;
    }

    @Override
    public Map<String, LiveMetrics.Load> loads() {
        return loads;
    }

    @Override
    public long completedCheckpoints() {
        return completed;
    }

    @Override
    public long failedCheckpoints() {
        return failed;
    }

    @Override
    public double lastCheckpointMillis() {
        return millis;
    }

    @Override
    public double lastCheckpointBytes() {
        return bytes;
    }

    @Override
    public long restarts() {
        return restarts;
    }
}
