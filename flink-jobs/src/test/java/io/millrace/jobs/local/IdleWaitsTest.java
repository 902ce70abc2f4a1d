package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.RunConfig;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import io.millrace.policy.PolicyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleWaitsTest {
    @TempDir
    Path temp;

    private final SimpleCounter read = new SimpleCounter();
    private int inFlight;
    private int paced;
    private long seconds;
    private ProgressTracker progress;
    private Waits waits;

    @BeforeEach
    void startTheJob() {
        LiveMetrics metrics = (LiveMetrics) new LiveMetrics.Factory().createMetricReporter(new Properties());
        var group = new UnregisteredMetricsGroup();
        metrics.notifyOfAddedMetric(read, Metric.VISITS_READ.key(), group);
        metrics.notifyOfAddedMetric((Gauge<Integer>) () -> inFlight, Metric.RESPONSES_IN_FLIGHT.key(), group);
        metrics.notifyOfAddedMetric((Gauge<Integer>) () -> paced, Metric.SOURCE_PACED.key(), group);
        metrics.notifyOfAddedMetric((Gauge<Integer>) () -> 1, "numberOfCompletedCheckpoints", group);
        progress = new ProgressTracker(
                new RunConfig("run", 1, 10, 0, temp), new PolicyStore(temp), List::of, System::nanoTime);
        waits = IdleWaits.forPrompts(new FirstResponses(""), () -> seconds * 1_000_000_000L);
        assertThat(waits.text(progress)).isEmpty();
    }

    private String textAfter(int idleSeconds) {
        seconds += idleSeconds;
        return waits.text(progress);
    }

    @Test
    void anEmptyStreamWaitsForPrompts() {
        assertThat(textAfter(2)).isEmpty();
        assertThat(textAfter(2)).isEqualTo("waiting for prompts");
    }

    @Test
    void aPromptEndsTheWait() {
        assertThat(textAfter(4)).isEqualTo("waiting for prompts");
        read.inc();
        assertThat(textAfter(4)).isEmpty();
    }

    @Test
    void responsesInTheEngineAreNotIdle() {
        inFlight = 1;
        assertThat(textAfter(4)).isEmpty();
    }

    @Test
    void aReaderThatThePolicyHoldsBackDoesNotWaitForPrompts() {
        paced = 1;
        assertThat(textAfter(4)).isEmpty();
    }
}
