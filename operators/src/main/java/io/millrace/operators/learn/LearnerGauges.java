package io.millrace.operators.learn;

import io.millrace.learner.StepCodec;
import io.millrace.learner.StepRecord;
import io.millrace.method.MethodFigure;
import io.millrace.method.StepLogger;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last step's figures as Flink gauges. */
final class LearnerGauges {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerGauges.class);
    private static final List<Metric> FIGURES = List.of(
            Metric.LEARNER_STEP,
            Metric.LOSS,
            Metric.REWARD,
            Metric.ACCURACY,
            Metric.RESPONSE_TOKENS,
            Metric.SOLVE_ALL,
            Metric.SOLVE_NONE,
            Metric.ZERO_ADVANTAGE,
            Metric.CURRICULUM_SEEN,
            Metric.CURRICULUM_PREFERRED,
            Metric.CURRICULUM_EASY,
            Metric.CURRICULUM_HARD,
            Metric.GRADIENT_NORM,
            Metric.ENTROPY,
            Metric.KL,
            Metric.CLIP_SHARE,
            Metric.LOG_PROB_GAP,
            Metric.STALENESS);

    private final Map<String, Double> latest = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    private final Set<String> rewards = new LinkedHashSet<>();
    private final MetricGroup group;
    private final List<StepLogger> loggers;
    private final Counter compensations;

    /**
     * @param own step figures declared by methods
     * @param loggers training events to log
     */
    LearnerGauges(MetricGroup group, List<MethodFigure> own, List<StepLogger> loggers) {
        this.group = group;
        this.loggers = List.copyOf(loggers);
        FIGURES.forEach(this::register);
        own.forEach(this::register);
        compensations = group.counter(Metric.COMPENSATION_STEPS.key());
        group.gauge(Metric.POLICY_VERSION.key(), version::get);
    }

    private void register(Figure figure) {
        group.gauge(figure.key(), () -> latest.getOrDefault(figure.key(), Double.NaN));
    }

    /**
     * Updates the gauges with a round's figures. Figures that a step lacks are NaN; they do not keep the value of the
     * previous step.
     *
     * @param round figures of the round's step, then of each compensation step
     */
    void update(List<StepRecord> round) {
        Map<String, Double> figures = StepCodec.write(round.get(0));
        latest.keySet().retainAll(figures.keySet());
        latest.putAll(figures);
        figures.keySet().stream()
                .filter(name -> name.startsWith(StepCodec.REWARD) && rewards.add(name))
                .forEach(name -> group.gauge(name, () -> latest.getOrDefault(name, Double.NaN)));
        loggers.forEach(one -> one.of(round.get(0)).ifPresent(LOG::info));
        compensations.inc(round.size() - 1L);
    }

    void version(long number) {
        version.set(number);
    }
}
