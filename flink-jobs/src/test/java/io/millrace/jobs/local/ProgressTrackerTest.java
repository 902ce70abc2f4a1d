package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.RunConfig;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.policy.PolicyStore;
import io.millrace.report.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTrackerTest {
    @TempDir
    Path temp;

    private PolicyStore store;
    private long seconds = 1000;

    @BeforeEach
    void openTheStore() {
        store = new PolicyStore(temp.resolve("store"));
    }

    private ProgressTracker tracker(long steps) {
        return new ProgressTracker(
                new RunConfig("run", 1, steps, 500, temp), store, List::of, () -> seconds * 1_000_000_000L);
    }

    private void publish(long step, Map<String, Double> figures) {
        publish(step, "now", figures);
    }

    private void publish(long step, String incarnation, Map<String, Double> figures) {
        store.publish(step, incarnation, Map.of(), figures, folder -> {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void theClockStartsWithTheFirstVersionOfTheSession() {
        ProgressTracker tracker = tracker(10);
        seconds += 60; // Start-up.
        assertThat(tracker.update().elapsed()).isEqualTo(Duration.ZERO);
        assertThat(tracker.started()).isFalse();

        publish(0, Map.of());
        tracker.update();
        seconds += 8;
        publish(4, Map.of(Metric.REWARD.key(), 0.5));
        Progress now = tracker.update();

        assertThat(now.elapsed()).isEqualTo(Duration.ofSeconds(8));
        assertThat(now.rewards()).containsExactly(0.5);
        seconds += 100; // Stopping and measuring.
        assertThat(tracker.trained()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void stepsOfAnEarlierSessionAreNotCounted() {
        publish(50, Map.of());
        ProgressTracker tracker = tracker(100);
        tracker.update();
        assertThat(tracker.started()).isFalse();

        publish(48, Map.of());
        tracker.update();
        seconds += 4;
        publish(52, Map.of());
        Progress now = tracker.update();

        assertThat(now.firstStep()).isEqualTo(48);
        assertThat(now.step()).isEqualTo(52);
        assertThat(now.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(tracker.finished()).isFalse();
    }

    @Test
    void eachAttemptIsReportedWithItsFirstStep() {
        List<Long> told = new ArrayList<>();
        publish(209, "killed", Map.of());
        ProgressTracker tracker = tracker(1000);
        tracker.onAttempt(told::add);
        tracker.update();
        for (long step : new long[] {170, 171, 190}) {
            publish(step, "resumed", Map.of());
            tracker.update();
        }
        publish(180, "restarted", Map.of());
        tracker.update();

        assertThat(told).containsExactly(170L, 180L);
    }

    @Test
    void aRunIsFinishedOnceItsLastStepIsPublishedInThisSession() {
        publish(10, Map.of());
        ProgressTracker tracker = tracker(10);
        tracker.update();
        assertThat(tracker.finished()).isFalse();

        publish(10, Map.of());
        tracker.update();
        assertThat(tracker.finished()).isTrue();
    }

    @Test
    void aRunIsFinishedOnceItsTokensAreSampled() {
        ProgressTracker tracker = tracker(0);
        publish(0, Map.of());
        publish(1, Map.of(StepFigure.SAMPLED_TOKENS.key(), 499.0));
        tracker.update();
        assertThat(tracker.finished()).isFalse();

        publish(2, Map.of(StepFigure.SAMPLED_TOKENS.key(), 500.0));
        tracker.update();
        assertThat(tracker.finished()).isTrue();
    }
}
