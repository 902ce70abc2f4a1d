package io.millrace.jobs.live;

import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives the command line access to the current metrics of an embedded job. A task that has ended keeps its last values
 * until its successor reports.
 *
 * <p>Flink instantiates reporters by class name, so the latest instance is found through a static reference; a command
 * runs one job at a time.
 */
public final class LiveMetrics implements JobMetrics, MetricReporter {
    /** Bytes that were new in the last checkpoint. */
    public static final String CHECKPOINT = "lastCheckpointSize";

    /** Bytes of the last checkpoint, including those shared with earlier ones. */
    public static final String FULL_CHECKPOINT = "lastCheckpointFullSize";

    private static final String COMPLETED_CHECKPOINTS = "numberOfCompletedCheckpoints";
    private static final String FAILED_CHECKPOINTS = "numberOfFailedCheckpoints";
    private static final String BACK_PRESSURE = "backPressuredTimeMsPerSecond";
    private static final String RESTARTS = "numRestarts";
    private static final String BUSY = "busyTimeMsPerSecond";
    private static final String LAST_DURATION = "lastCheckpointDuration";
    private static final String TASK = "<task_id>";
    private static final String TASK_NAME = "<task_name>";
    private static final String SUBTASK = "<subtask_index>";
    private static final List<String> LABELS = List.of("server", "kind");
    private static final Set<String> NAMES = names();

    private static volatile LiveMetrics current = new LiveMetrics();

    private final Map<org.apache.flink.metrics.Metric, Key> reporting = new ConcurrentHashMap<>();
    private final Map<Key, Reading> readings = new ConcurrentSkipListMap<>();
    private final Map<String, String> taskNames = new ConcurrentSkipListMap<>();

    /**
     * The load of a task over the last seconds.
     *
     * @param busy share of the time in which its busiest subtask worked, 0..1
     * @param backPressured share of the time in which its most backpressured subtask waited for the next task, 0..1
     */
    public record Load(double busy, double backPressured) {}

    /**
     * One metric of one subtask, whatever its attempt.
     *
     * @param labels labels of a metric that a subtask reports several times, as {@code server="a:8000",kind="timeout"}; else empty
     */
    private record Key(String name, String task, String subtask, String labels) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::name)
                .thenComparing(Key::task)
                .thenComparing(Key::subtask)
                .thenComparing(Key::labels);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The current reading of a key: replaced atomically, so that it never loses its value.
     *
     * @param metric the metric that reported last
     * @param last its last value; null while it reports
     */
    private record Reading(
            org.apache.flink.metrics.Metric metric,
            @Nullable Double last) {
        double now() {
            return last == null ? value(metric) : last;
        }
    }

    /** Called by Flink. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            current = new LiveMetrics();
            return current;
        }
    }

    /** The metrics of the latest job. */
    public static LiveMetrics current() {
        return current;
    }

    @Override
    public void open(MetricConfig config) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Values are kept, because a report is written after the end of the job.
    }

    @Override
    public void notifyOfAddedMetric(org.apache.flink.metrics.Metric metric, String name, MetricGroup group) {
        if (NAMES.contains(name)) {
            Map<String, String> variables = group.getAllVariables();
            if (name.equals(BUSY)) {
                taskNames.put(variables.getOrDefault(TASK, ""), variables.getOrDefault(TASK_NAME, ""));
            }
            Key key = new Key(
                    name, variables.getOrDefault(TASK, ""), variables.getOrDefault(SUBTASK, ""), labels(variables));
            reporting.put(metric, key);
            readings.put(key, new Reading(metric, null));
        }
    }

    @Override
    public void notifyOfRemovedMetric(org.apache.flink.metrics.Metric metric, String name, MetricGroup group) {
        Key key = reporting.remove(metric);
        if (key != null) {
            readings.computeIfPresent(
                    key, (k, now) -> now.metric() == metric ? new Reading(metric, value(metric)) : now);
        }
    }

    private static String labels(Map<String, String> variables) {
        return LABELS.stream()
                .filter(label -> variables.containsKey("<" + label + ">"))
                .map(label -> "%s=\"%s\"".formatted(label, variables.get("<" + label + ">")))
                .collect(Collectors.joining(","));
    }

    /** The values of a metric by label, of the subtask that reports it; empty if it has no labels. */
    public Map<String, Double> labelled(Metric metric) {
        Map<String, Double> values = new TreeMap<>();
        readings.forEach((key, reading) -> {
            if (key.name().equals(metric.key()) && !key.labels().isEmpty()) {
                values.merge(key.labels(), reading.now(), Math::max);
            }
        });
        return values;
    }

    @Override
    public double sum(Metric metric) {
        return values(metric.key()).sum();
    }

    @Override
    public double max(Metric metric) {
        return values(metric.key()).max().orElse(0);
    }

    /** Largest value of one of Flink's own metrics; 0 if none reports it. */
    public double max(String flinks) {
        return values(flinks).max().orElse(0);
    }

    @Override
    public Map<Metric, Double> values() {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            DoubleSummaryStatistics all = values(metric.key()).summaryStatistics();
            if (all.getCount() > 0) {
                values.put(metric, metric.overSubtasks(all.getSum(), all.getMax()));
            }
        }
        return values;
    }

    @Override
    public Map<String, Load> loads() {
        Map<String, Load> loads = new TreeMap<>();
        taskNames.forEach((task, name) -> loads.put(name, new Load(share(BUSY, task), share(BACK_PRESSURE, task))));
        return loads;
    }

    private double share(String name, String task) {
        return readings.entrySet().stream()
                        .filter(entry -> entry.getKey().name().equals(name)
                                && entry.getKey().task().equals(task))
                        .mapToDouble(entry -> entry.getValue().now())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0)
                / 1000;
    }

    /** Backpressure of the most backpressured stage over the last seconds, 0..1. */
    public double backPressure() {
        return values(BACK_PRESSURE).max().orElse(0) / 1000;
    }

    @Override
    public long restarts() {
        return (long) values(RESTARTS).max().orElse(0);
    }

    @Override
    public long completedCheckpoints() {
        return (long) values(COMPLETED_CHECKPOINTS).max().orElse(0);
    }

    @Override
    public long failedCheckpoints() {
        return (long) values(FAILED_CHECKPOINTS).max().orElse(0);
    }

    @Override
    public double lastCheckpointMillis() {
        return Math.max(0, values(LAST_DURATION).max().orElse(0));
    }

    @Override
    public double lastCheckpointBytes() {
        return Math.max(0, max(CHECKPOINT));
    }

    private DoubleStream values(String name) {
        return readings.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToDouble(entry -> entry.getValue().now())
                .filter(Double::isFinite);
    }

    private static double value(org.apache.flink.metrics.Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
            return number.doubleValue();
        }
        return Double.NaN;
    }

    private static Set<String> names() {
        Set<String> names = Arrays.stream(Metric.values()).map(Metric::key).collect(OrderedSet.collector());
        names.add(BACK_PRESSURE);
        names.add(BUSY);
        names.add(LAST_DURATION);
        names.add(RESTARTS);
        names.add(CHECKPOINT);
        names.add(COMPLETED_CHECKPOINTS);
        names.add(FAILED_CHECKPOINTS);
        names.add(FULL_CHECKPOINT);
        return OrderedSet.copyOf(names);
    }
}
