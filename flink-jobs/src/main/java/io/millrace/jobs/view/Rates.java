package io.millrace.jobs.view;

import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Rates of counting metrics over the last seconds. Not thread-safe.
 *
 * <p>A cluster renews its values every 10 s and is read more often, so equal readings say nothing: taken as they are, most of the rates would be
 * 0 and the others too large. They are skipped, until the values have been the same for so long that the job must be idle.
 */
final class Rates {
    /** Metrics that only grow. */
    private static final Set<Metric> COUNTS = OrderedSet.of(
            Metric.VISITS_READ,
            Metric.RESPONSES_SAMPLED,
            Metric.TOKENS_SAMPLED,
            Metric.REVISIONS_MADE,
            Metric.RESPONSES_GRADED,
            Metric.RESPONSES_UNGRADED,
            Metric.TRAJECTORIES_REMEMBERED,
            Metric.REFLECTIONS_SENT,
            Metric.MINIBATCHES_COMPOSED,
            Metric.LEARNER_STEP,
            Metric.POLICY_VERSION);

    private static final long SECOND = 1_000_000_000L;

    private final long windowNanos;
    private final long idleNanos;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private Map<Metric, Double> rates = new EnumMap<>(Metric.class);

    private record Reading(long nanos, Map<Metric, Double> values) {}

    private Rates(long windowNanos, long idleNanos) {
        this.windowNanos = windowNanos;
        this.idleNanos = idleNanos;
    }

    /** Rates of the job in this process, whose values are always current. */
    static Rates ofProcess() {
        return new Rates(6 * SECOND, 0);
    }

    /** Rates of the jobs of a cluster. */
    static Rates ofCluster() {
        return new Rates(30 * SECOND, 25 * SECOND);
    }

    /** Adds a reading and returns the rates per second since the oldest one kept; empty before the second reading. */
    Map<Metric, Double> add(long nanos, Map<Metric, Double> values) {
        Reading last = readings.peekLast();
        if (last != null && nanos - last.nanos() < idleNanos && last.values().equals(values)) {
            return rates;
        }
        readings.addLast(new Reading(nanos, values));
        while (readings.size() > 2 && nanos - readings.getFirst().nanos() > windowNanos) {
            readings.removeFirst();
        }
        Reading first = readings.getFirst();
        double seconds = (nanos - first.nanos()) / 1e9;
        rates = new EnumMap<>(Metric.class);
        if (seconds > 0) {
            values.forEach((metric, value) -> {
                Double before = first.values().get(metric);
                if (COUNTS.contains(metric) && before != null) {
                    rates.put(metric, Math.max(0, (value - before) / seconds)); // A restarted task counts from 0 again.
                }
            });
        }
        return rates;
    }
}
