package io.millrace.operators.grade;

import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.pipeline.Grade;
import io.millrace.verify.math.symja.Outcome;
import io.millrace.verify.math.symja.Symja;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What comes of grading, as Flink metrics. */
final class GradeCounters {
    private static final double RECENT = 0.05;

    private final Counter graded;
    private final Counter ungraded;
    private final Counter unanswered;
    private final Counter right;
    private final Counter replaced;
    private final Counter replacedUngraded;
    private volatile double spread = Double.NaN;
    private volatile double density = Double.NaN;

    GradeCounters(MetricGroup group) {
        graded = group.counter(Metric.RESPONSES_GRADED.key());
        ungraded = group.counter(Metric.RESPONSES_UNGRADED.key());
        unanswered = group.counter(Metric.RESPONSES_UNANSWERED.key());
        right = group.counter(Metric.REVISIONS_RIGHT.key());
        replaced = group.counter(Metric.REVISIONS_REPLACED.key());
        replacedUngraded = group.counter(Metric.REVISIONS_UNGRADED.key());
        group.gauge(Metric.ALGEBRA_ASKED.key(), () -> Symja.asked());
        group.gauge(Metric.ALGEBRA_PROVEN.key(), () -> Symja.asked(Outcome.PROVEN));
        group.gauge(Metric.ALGEBRA_LOST.key(), () -> Symja.asked(Outcome.KILLED, Outcome.FAILED, Outcome.SKIPPED));
        group.gauge(Metric.SERR_SPREAD.key(), () -> spread);
        group.gauge(Metric.REFLECTION_DENSITY.key(), () -> density);
    }

    /** A copy has had its verdict as the original. Groups come on the threads that graded them. */
    synchronized void count(GradedGroup group, Grade grade) {
        for (GradedResponse response : group.responses()) {
            Origin origin = response.response().origin();
            if (origin != Origin.COPIED) {
                (response.graded() ? graded : ungraded).inc();
                unanswered.inc(response.verdict().unanswered() && response.reward() <= 0 ? 1 : 0);
            }
            right.inc(origin == Origin.REVISED && response.correct() ? 1 : 0);
        }
        replaced.inc(group.replaced().wrong());
        replacedUngraded.inc(group.replaced().ungraded());
        grade.rankingSpread(group).ifPresent(now -> spread = now);
        grade.reflectionDensity(group)
                .ifPresent(now -> density = Double.isNaN(density) ? now : density + RECENT * (now - density));
    }
}
