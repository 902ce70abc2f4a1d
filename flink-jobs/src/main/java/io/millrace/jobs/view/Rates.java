package io.millrace.jobs.view;

import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Rates of counting metrics over the last seconds. Not thread-safe. */
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

    private static final long WINDOW_NANOS = 6_000_000_000L;

    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(long nanos, Map<Metric, Double> values) {}

    /** Adds a reading and returns the rates per second since the oldest one kept; empty before the second reading. */
    Map<Metric, Double> add(long nanos, Map<Metric, Double> values) {
        readings.addLast(new Reading(nanos, values));
        while (readings.size() > 2 && nanos - readings.getFirst().nanos() > WINDOW_NANOS) {
            readings.removeFirst();
        }
        Reading first = readings.getFirst();
        double seconds = (nanos - first.nanos()) / 1e9;
        Map<Metric, Double> rates = new EnumMap<>(Metric.class);
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
