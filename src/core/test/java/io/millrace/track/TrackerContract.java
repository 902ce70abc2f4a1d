package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of every {@link Tracker}. */
public abstract class TrackerContract {
    /** Time of the steps. */
    protected static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

    @TempDir
    private Path folder;

    /** The type with its default options. */
    protected abstract TrackerType type();

    /**
     * Reads the metrics that the tracker has written in a folder, by step, in file order; each step must occur only
     * once.
     */
    protected abstract SortedMap<Long, Map<String, Double>> read(Path below) throws IOException;

    private Tracker open() throws IOException {
        return type().open(new TrackerContext(folder, InstantSource.fixed(NOW)));
    }

    @Test
    void aNewTrackerIsEmpty() throws IOException {
        try (Tracker tracker = open()) {
            assertThat(tracker.last()).isZero();
        }
    }

    @Test
    void metricsAreWrittenUnderTheirStep() throws IOException {
        try (Tracker tracker = open()) {
            tracker.write(1, Map.of("reward", 0.5, "loss", -0.25));
            tracker.write(300, Map.of("reward", 0.75));
            assertThat(tracker.last()).isEqualTo(300);
            assertThat(read(folder)).as("before it is closed").hasSize(2);
        }
        assertThat(read(folder))
                .containsExactlyEntriesOf(new TreeMap<>(Map.of(
                        1L, Map.of("reward", 0.5, "loss", -0.25),
                        300L, Map.of("reward", 0.75))));
    }

    @Test
    void aLaterSessionContinuesAfterTheLastStep() throws IOException {
        for (long step : List.of(1L, 2L, 3L)) {
            try (Tracker tracker = open()) {
                assertThat(tracker.last()).isEqualTo(step - 1);
                tracker.write(step, Map.of("reward", (double) step));
            }
        }
        assertThat(read(folder).keySet()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aStepTruncatedByACrashIsWrittenAgain() throws IOException {
        try (Tracker tracker = open()) {
            tracker.write(1, Map.of("reward", 1.0));
            tracker.write(2, Map.of("reward", 2.0));
        }
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 3), StandardOpenOption.TRUNCATE_EXISTING);
        }
        try (Tracker tracker = open()) {
            assertThat(tracker.last()).isEqualTo(1);
            tracker.write(2, Map.of("reward", 2.0));
        }
        assertThat(read(folder).values()).containsExactly(Map.of("reward", 1.0), Map.of("reward", 2.0));
    }

    @Test
    void aStepWithoutMetricsCountsAsWritten() throws IOException {
        try (Tracker tracker = open()) {
            tracker.write(1, Map.of());
        }
        try (Tracker tracker = open()) {
            assertThat(tracker.last()).isEqualTo(1);
        }
    }

    /** The written files, in order. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
