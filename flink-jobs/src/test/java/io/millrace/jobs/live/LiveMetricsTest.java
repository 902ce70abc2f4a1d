package io.millrace.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.metric.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LiveMetricsTest {
    private final LiveMetrics metrics = new LiveMetrics();
    private final MetricGroup group = new UnregisteredMetricsGroup();

    private SimpleCounter added(long count) {
        SimpleCounter counter = new SimpleCounter();
        counter.inc(count);
        metrics.notifyOfAddedMetric(counter, Metric.VISITS_READ.key(), group);
        return counter;
    }

    @Test
    void aTaskThatHasEndedKeepsItsLastValueUntilItsSuccessorReports() {
        SimpleCounter first = added(7);
        metrics.notifyOfRemovedMetric(first, Metric.VISITS_READ.key(), group);
        first.inc(5);
        assertThat(metrics.sum(Metric.VISITS_READ)).isEqualTo(7);

        added(2);
        assertThat(metrics.sum(Metric.VISITS_READ)).isEqualTo(2);
    }

    @Test
    void aLateRemovalAfterTheSuccessorStartedChangesNothing() {
        SimpleCounter first = added(7);
        added(2);
        metrics.notifyOfRemovedMetric(first, Metric.VISITS_READ.key(), group);

        assertThat(metrics.sum(Metric.VISITS_READ)).isEqualTo(2);
    }

    @Test
    void aValueCanBeReadWhileATaskEnds() throws InterruptedException {
        Thread ending = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                metrics.notifyOfRemovedMetric(added(7), Metric.VISITS_READ.key(), group);
            }
        });
        added(7);
        ending.start();
        while (ending.isAlive()) {
            assertThat(metrics.sum(Metric.VISITS_READ)).isEqualTo(7);
        }
        ending.join();
    }
}
