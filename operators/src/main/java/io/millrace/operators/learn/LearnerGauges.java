package io.millrace.operators.learn;

import io.millrace.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The last step's figures as Flink gauges. */
final class LearnerGauges {
    private static final List<Metric> FIGURES = List.of(
            Metric.LEARNER_STEP,
            Metric.LOSS,
            Metric.REWARD,
            Metric.ACCURACY,
            Metric.RESPONSE_TOKENS,
            Metric.SOLVE_ALL,
            Metric.SOLVE_NONE,
            Metric.ZERO_ADVANTAGE,
            Metric.GRADIENT_NORM,
            Metric.ENTROPY,
            Metric.KL,
            Metric.CLIP_SHARE,
            Metric.LOG_PROB_GAP,
            Metric.STALENESS);

    private final Map<String, Double> latest = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final Counter compensations;

    LearnerGauges(MetricGroup group) {
        for (Metric metric : FIGURES) {
            group.gauge(metric.key(), () -> latest.getOrDefault(metric.key(), Double.NaN));
        }
        compensations = group.counter(Metric.COMPENSATION_STEPS.key());
        group.gauge(Metric.POLICY_VERSION.key(), version::get);
    }

    /**
     * Takes over a round's figures. What a step does not know is NaN, not what the step before it knew.
     *
     * @param round of the round's own step, then of each compensation step
     */
    void update(List<Map<String, Double>> round) {
        Map<String, Double> figures = round.get(0);
        latest.keySet().retainAll(figures.keySet());
        latest.putAll(figures);
        compensations.inc(round.size() - 1L);
    }

    void version(long number) {
        version.set(number);
    }
}
