package io.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.alarm.StreamHealth;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveHealthTest {
    private final SimpleCounter read = new SimpleCounter();
    private final SimpleCounter graded = new SimpleCounter();
    private long completed;
    private long failed;
    private boolean awaitsPrompts;
    private long seconds;
    private LiveHealth health;

    @BeforeEach
    void startTheJob() {
        LiveMetrics metrics = (LiveMetrics) new LiveMetrics.Factory().createMetricReporter(new Properties());
        var group = new UnregisteredMetricsGroup();
        metrics.notifyOfAddedMetric(read, Metric.VISITS_READ.key(), group);
        metrics.notifyOfAddedMetric(graded, Metric.RESPONSES_GRADED.key(), group);
        metrics.notifyOfAddedMetric((Gauge<Long>) () -> completed, "numberOfCompletedCheckpoints", group);
        metrics.notifyOfAddedMetric((Gauge<Long>) () -> failed, "numberOfFailedCheckpoints", group);
        health = new LiveHealth(LiveMetrics::current, () -> awaitsPrompts, () -> 7, () -> seconds * 1_000_000_000L);
    }

    private StreamHealth after(int idleSeconds) {
        seconds += idleSeconds;
        return health.get();
    }

    @Test
    void theStreamIsIdleSinceItsLastProgressAndNamesTheStageThatStoppedFirst() {
        read.inc();
        graded.inc();
        assertThat(after(10).idle()).isZero();
        read.inc();
        assertThat(after(10).idle()).isZero();

        StreamHealth idle = after(30);
        assertThat(idle.idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(idle.idleStage()).isEqualTo("grade");
        assertThat(idle.freeBytes()).isEqualTo(7);
    }

    @Test
    void aStreamThatWaitsForPromptsIsNotIdle() {
        read.inc();
        after(10);
        awaitsPrompts = true;
        assertThat(after(1000).idle()).isZero();

        awaitsPrompts = false;
        assertThat(after(5).idle()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void onlyCheckpointsThatFailedSinceTheLastCompletedOneCount() {
        failed = 2;
        assertThat(after(1).failedCheckpoints()).as("while it starts").isZero();
        assertThat(after(60).failedCheckpoints()).as("none is ever completed").isEqualTo(2);
        completed = 1;
        assertThat(after(1).failedCheckpoints()).isZero();
        failed = 5;
        assertThat(after(1).failedCheckpoints()).isEqualTo(3);
        completed = 2;
        assertThat(after(1).failedCheckpoints()).isZero();
    }
}
