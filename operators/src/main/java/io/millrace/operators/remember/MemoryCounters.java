package io.millrace.operators.remember;

import io.millrace.metric.Metric;
import io.millrace.model.Collapse;
import io.millrace.model.PromptKind;
import io.millrace.pipeline.Remembered;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Flink metrics of the trajectory memory. */
final class MemoryCounters {
    private static final double RECENT = 0.1;

    private final Counter remembered;
    private final Counter evicted;
    private final Counter collapsedWrong;
    private final Counter collapsedRight;
    private final Counter restored;
    private final Counter replaysCorrect;
    private final Counter replaysWrong;
    private final Counter replaysCrossContext;
    private final Counter sent;
    private final Counter tried;
    private final Counter won;
    private volatile double replayAge = Double.NaN;

    MemoryCounters(MetricGroup group) {
        remembered = group.counter(Metric.TRAJECTORIES_REMEMBERED.key());
        evicted = group.counter(Metric.TRAJECTORIES_EVICTED.key());
        collapsedWrong = group.counter(Metric.GROUPS_COLLAPSED_WRONG.key());
        collapsedRight = group.counter(Metric.GROUPS_COLLAPSED_RIGHT.key());
        restored = group.counter(Metric.GROUPS_RESTORED.key());
        replaysCorrect = group.counter(Metric.REPLAYS_CORRECT.key());
        replaysWrong = group.counter(Metric.REPLAYS_WRONG.key());
        replaysCrossContext = group.counter(Metric.REPLAYS_CROSS_CONTEXT.key());
        sent = group.counter(Metric.REFLECTIONS_SENT.key());
        tried = group.counter(Metric.REFLECTIONS_TRIED.key());
        won = group.counter(Metric.REFLECTIONS_WON.key());
        group.gauge(Metric.REPLAY_AGE.key(), () -> replayAge);
    }

    void count(Remembered visit) {
        remembered.inc(visit.offered());
        evicted.inc(visit.evicted());
        collapsedWrong.inc(visit.collapse() == Collapse.ALL_INCORRECT ? 1 : 0);
        collapsedRight.inc(visit.collapse() == Collapse.ALL_CORRECT ? 1 : 0);
        restored.inc(visit.restored() ? 1 : 0);
        for (Remembered.Replayed replay : visit.replays()) {
            (replay.correct() ? replaysCorrect : replaysWrong).inc();
            replaysCrossContext.inc(replay.context() == PromptKind.REFLECTION ? 1 : 0);
            replayAge = Double.isNaN(replayAge) ? replay.age() : replayAge + RECENT * (replay.age() - replayAge);
        }
        sent.inc(visit.reflection().isPresent() ? 1 : 0);
        tried.inc(visit.reflectionGraded() ? 1 : 0);
        won.inc(visit.reflectionSucceeded() ? 1 : 0);
    }
}
