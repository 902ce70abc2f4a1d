package io.millrace.operators.grade;

import io.millrace.method.GroupFigure;
import io.millrace.metric.Metric;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.verify.math.symja.Outcome;
import io.millrace.verify.math.symja.Symja;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Flink metrics of the grading stage. */
final class GradeCounters {
    private final Counter graded;
    private final Counter ungraded;
    private final Counter unanswered;
    private final Counter correct;
    private final Counter replaced;
    private final Counter replacedUngraded;
    private final List<ShownFigure> figures;

    GradeCounters(MetricGroup group, List<GroupFigure> figures) {
        graded = group.counter(Metric.RESPONSES_GRADED.key());
        ungraded = group.counter(Metric.RESPONSES_UNGRADED.key());
        unanswered = group.counter(Metric.RESPONSES_UNANSWERED.key());
        correct = group.counter(Metric.REVISIONS_RIGHT.key());
        replaced = group.counter(Metric.REVISIONS_REPLACED.key());
        replacedUngraded = group.counter(Metric.REVISIONS_UNGRADED.key());
        group.gauge(Metric.ALGEBRA_ASKED.key(), () -> Symja.asked());
        group.gauge(Metric.ALGEBRA_PROVEN.key(), () -> Symja.asked(Outcome.PROVEN));
        group.gauge(Metric.ALGEBRA_LOST.key(), () -> Symja.asked(Outcome.KILLED, Outcome.FAILED, Outcome.SKIPPED));
        this.figures = figures.stream().map(ShownFigure::new).toList();
        this.figures.forEach(figure -> figure.register(group));
    }

    /**
     * Counts a group, except its copied responses, whose originals were counted. Called by the threads that graded the
     * groups.
     */
    synchronized void count(GradedGroup group) {
        for (GradedResponse response : group.responses()) {
            Origin origin = response.response().origin();
            if (origin != Origin.COPIED) {
                (response.graded() ? graded : ungraded).inc();
                unanswered.inc(response.verdict().unanswered() && response.reward() <= 0 ? 1 : 0);
            }
            correct.inc(origin == Origin.REVISED && response.correct() ? 1 : 0);
        }
        replaced.inc(group.replaced().incorrect());
        replacedUngraded.inc(group.replaced().ungraded());
        figures.forEach(figure -> figure.update(group));
    }

    /** A figure with its value. */
    private static final class ShownFigure {
        private final GroupFigure figure;
        private volatile double value = Double.NaN;

        ShownFigure(GroupFigure figure) {
            this.figure = figure;
        }

        void register(MetricGroup group) {
            group.gauge(figure.figure().key(), () -> value);
        }

        void update(GradedGroup group) {
            figure.of()
                    .apply(group)
                    .ifPresent(now -> value = Double.isNaN(value) ? now : value + figure.recent() * (now - value));
        }
    }
}
