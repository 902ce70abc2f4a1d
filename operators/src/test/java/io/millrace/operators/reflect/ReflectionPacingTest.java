package io.millrace.operators.reflect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.Retention;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.testkit.Stream;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.hash.HashLearner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectionPacingTest {
    /** The incarnation of a reader whose scope has no variables. */
    private static final String INCARNATION = "null-null-new";

    @TempDir
    Path temp;

    private RecordPacing pacing;

    /** Provides only metrics, which is all that a pacing uses. */
    private record Context(SourceReaderMetricGroup metricGroup) implements SourceReaderContext {
        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "here";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        pacing = open(settings(Duration.ofMinutes(5)));
    }

    private StreamSettings settings(Duration stallTimeout) {
        return new StreamSettings(
                temp.toString(),
                1,
                2,
                new StalenessPacing(2, 4).sharedWithReflections(0.25, 1, 1),
                1,
                10,
                1,
                4,
                Duration.ZERO,
                stallTimeout,
                new MemoryConfig(1, 1, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true));
    }

    private static RecordPacing open(StreamSettings settings) {
        return new ReflectionPacing(settings)
                .open(new Context(UnregisteredMetricsGroup.createSourceReaderMetricGroup()));
    }

    @AfterEach
    void close() {
        pacing.close();
    }

    private void publish(String incarnation, long reflections) {
        new PolicyStore(temp)
                .publish(
                        0,
                        incarnation,
                        Map.of("prompts", 100L, StalenessPacing.REFLECTIONS, reflections),
                        Map.of(),
                        new HashLearner()::export);
    }

    private static void mayLeave(CompletableFuture<?> answer) throws Exception {
        answer.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aReflectionWaitsForItsWindow() throws Exception {
        publish(INCARNATION, 10);
        mayLeave(pacing.whenMayEmit(12));
        CompletableFuture<?> next = pacing.whenMayEmit(13);
        assertThat(next).isNotDone();

        publish(INCARNATION, 11);

        mayLeave(next);
    }

    @Test
    void aReflectionMayWaitBeyondTheStallTimeoutIfPromptsArriveSlowly() throws Exception {
        publish(INCARNATION, 10);
        StreamSettings brief = settings(Duration.ofMillis(1));
        try (RecordPacing patient = open(brief.withoutStallTimeout());
                RecordPacing impatient = open(brief)) {
            CompletableFuture<?> waits = patient.whenMayEmit(13);
            assertThatThrownBy(() -> mayLeave(impatient.whenMayEmit(13)))
                    .hasMessageContaining("no new version appeared within");

            publish(INCARNATION, 11);

            mayLeave(waits);
        }
    }

    @Test
    void versionsOfAnotherAttemptDoNotCount() throws Exception {
        publish("null-1-new", 10);
        CompletableFuture<?> first = pacing.whenMayEmit(10);
        publish("null-1-new", 11);
        assertThat(first).isNotDone();

        publish(INCARNATION, 10);

        mayLeave(first);
    }

    @Test
    void withoutAWindowNoReflectionIsAdmitted() {
        // Without a context, which would be needed to follow the store.
        RecordPacing shut = new ReflectionPacing(Stream.settings(temp, 1L)).open(null);

        assertThat(shut.whenMayEmit(0)).isNotDone();
        assertThat(shut.whenMayEmit(7)).isNotDone();
        shut.close();
    }
}
