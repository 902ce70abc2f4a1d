package io.millrace.operators.revise;

import io.millrace.method.RevisedGroup;
import io.millrace.metric.Metric;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink metrics of revision. Groups complete on the engine's threads. */
final class RevisionCounters {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionCounters.class);

    private final LongAdder made = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final AtomicBoolean warned = new AtomicBoolean();

    RevisionCounters(MetricGroup group) {
        group.gauge(Metric.REVISIONS_MADE.key(), made::sum);
        group.gauge(Metric.REVISIONS_FAILED.key(), failed::sum);
        group.gauge(Metric.REVISION_CUT_SHARE.key(), () -> (double) cut.sum() / tokens.sum());
    }

    void count(RevisedGroup group) {
        made.add(group.made());
        failed.add(group.failed());
        tokens.add(group.tokens());
        cut.add(group.cut());
        group.failure()
                .filter(why -> warned.compareAndSet(false, true))
                .ifPresent(why -> LOG.warn(
                        "a revision failed; its original is passed on unrevised, and further failures are only counted: {}",
                        why));
    }
}
