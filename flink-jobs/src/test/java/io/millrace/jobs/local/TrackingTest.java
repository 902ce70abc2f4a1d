package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.WindowJson;
import io.millrace.jobs.console.RefusedException;
import io.millrace.model.PolicySteps;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.track.FigureNames;
import io.millrace.track.Histogram;
import io.millrace.track.HistogramTracker;
import io.millrace.track.Jsonl;
import io.millrace.track.TensorBoard;
import io.millrace.track.Tracker;
import io.millrace.track.TrackerContext;
import io.millrace.track.TrackerType;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path of steps from the channel to the trackers. */
class TrackingTest {
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final List<Long> taken = new ArrayList<>();
    private boolean broken;
    private long nanos;

    /** Keeps steps in memory, or fails. */
    private final class Listed implements Tracker {
        @Override
        public long last() {
            return taken.isEmpty() ? 0 : taken.get(taken.size() - 1);
        }

        @Override
        public void write(long step, Map<String, Double> figures) throws IOException {
            if (broken) {
                throw new IOException("no space");
            }
            taken.add(step);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private Path steps() {
        return folder.resolve("steps");
    }

    private Path metrics() {
        return folder.resolve("metrics");
    }

    private Path lines() {
        return folder.resolve("trackers/steps.jsonl");
    }

    private Tracking open(TrackerType... types) {
        TrackerContext context =
                new TrackerContext(folder.resolve("trackers"), InstantSource.fixed(Instant.ofEpochSecond(1)));
        return Tracking.open(
                List.of(types),
                context,
                new Tracking.Sources(
                        new DirectoryChannel(steps(), ChannelsConfig.KEEP_ALL),
                        new DirectoryChannel(metrics(), ChannelsConfig.KEEP_ALL)),
                said::add,
                () -> nanos);
    }

    private void publish(double... rewards) throws IOException {
        List<String> lines = Arrays.stream(rewards)
                .mapToObj(reward -> "{\"reward\": %s}".formatted(reward))
                .toList();
        ChannelPublisher.append(steps(), lines, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    @Test
    void publishedStepsAreSentToTrackers() throws IOException {
        try (Tracking tracking =
                open(new Jsonl("steps.jsonl", FigureNames.MILLRACE), new TensorBoard("tb", FigureNames.MILLRACE))) {
            tracking.sendNew();
            publish(0.25, 0.5);
            tracking.sendNew();
            assertThat(lines()).hasContent("{\"step\":1,\"reward\":0.25}\n{\"step\":2,\"reward\":0.5}");
            publish(0.75);
        }
        assertThat(lines()).content().endsWith("{\"step\":3,\"reward\":0.75}\n");
        assertThat(said).isEmpty();
    }

    @Test
    void aResumedRunSendsOnlyMissingSteps() throws IOException {
        publish(0.25, 0.5);
        open(new Jsonl("steps.jsonl", FigureNames.MILLRACE)).close();
        publish(0.75);
        open(new Jsonl("steps.jsonl", FigureNames.MILLRACE), new Given(new Listed()))
                .close();
        assertThat(lines())
                .hasContent("{\"step\":1,\"reward\":0.25}\n{\"step\":2,\"reward\":0.5}\n{\"step\":3,\"reward\":0.75}");
        assertThat(taken).as("it held none before").containsExactly(1L, 2L, 3L);
    }

    @Test
    void aFailingTrackerIsReportedOnceAndRetried() throws IOException {
        publish(0.25, 0.5);
        broken = true;
        try (Tracking tracking = open(new Jsonl("steps.jsonl", FigureNames.MILLRACE), new Given(new Listed()))) {
            tracking.sendNew();
            nanos += MINUTE;
            tracking.sendNew();
            assertThat(taken).isEmpty();
            assertThat(said)
                    .containsExactly("trackers[1] (given): step 1 could not be written; it will be retried (no space)");
            broken = false;
            tracking.sendNew();
            assertThat(taken).as("not before the retry delay").isEmpty();
            nanos += MINUTE;
            tracking.sendNew();
            assertThat(taken).containsExactly(1L, 2L);
        }
        assertThat(lines()).content().hasLineCount(2);
    }

    /** Opens a given tracker. */
    private record Given(Tracker tracker) implements TrackerType {
        @Override
        public Tracker open(TrackerContext context) {
            return tracker;
        }
    }

    @Test
    void aTrackerThatCannotBeOpenedIsReportedWithItsKey() throws IOException {
        Files.createDirectories(lines());
        assertThatThrownBy(() -> open(new Jsonl("steps.jsonl", FigureNames.MILLRACE)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("trackers[0] (jsonl): could not be opened in " + folder.resolve("trackers"));
    }

    /** Keeps the number of rewards in each histogram by its step. */
    private final class Counted implements HistogramTracker {
        final Map<Long, Long> rewards = new TreeMap<>();

        @Override
        public long lastHistograms() {
            return rewards.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        }

        @Override
        public void write(long step, SortedMap<String, Histogram> histograms) throws IOException {
            if (broken) {
                throw new IOException("no space");
            }
            rewards.put(step, histograms.get("distribution/reward").moments().count());
        }

        @Override
        public long last() {
            return Long.MAX_VALUE;
        }

        @Override
        public void write(long step, Map<String, Double> figures) {
            throw new AssertionError("step %d: has been written before".formatted(step));
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    /** Publishes a part of a window of each size, with a number of rewards. */
    private void publishWindow(long part, long step, int rewards) throws IOException {
        WindowStatistics statistics = new WindowStatistics(0);
        for (int i = 0; i < rewards; i++) {
            statistics.reward(i, new ResponseId("q", part, i));
        }
        PolicySteps policy = new PolicySteps(step, step);
        SeriesKey series = new SeriesKey("sums", "reason", "think", policy);
        List<String> lines = IntStream.of(10, 60)
                .mapToObj(seconds -> WindowJson.write(
                        new WindowPart(WindowKey.at(60_000, seconds, series), part, false, 60_000, policy, statistics),
                        "run"))
                .toList();
        ChannelPublisher.append(metrics(), lines, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    @Test
    void everyPublishedResponseIsInOneHistogramOfANewerStep() throws IOException {
        Counted tracker = new Counted();
        try (Tracking tracking = open(new Given(tracker))) {
            publishWindow(0, 0, 1);
            publishWindow(1, 2, 2);
            publishWindow(2, 2, 4);
            publishWindow(3, 3, 8);
            tracking.sendNew();
            assertThat(tracker.rewards).as("the last part may be incomplete").isEqualTo(Map.of(2L, 3L));
            broken = true;
            publishWindow(4, 5, 16);
            tracking.sendNew();
            broken = false;
            nanos += MINUTE;
            tracking.sendNew();
            assertThat(tracker.rewards).isEqualTo(Map.of(2L, 3L, 3L, 12L));
        }
        assertThat(tracker.rewards).isEqualTo(Map.of(2L, 3L, 3L, 12L, 5L, 16L));
    }

    @Test
    void aResumedRunSendsOnlyNewDistributions() throws IOException {
        Counted tracker = new Counted();
        publishWindow(0, 0, 1);
        publishWindow(1, 2, 2);
        open(new Given(tracker)).close();
        assertThat(tracker.rewards).isEqualTo(Map.of(2L, 3L));
        publishWindow(2, 4, 8);
        open(new Given(tracker)).close();
        assertThat(tracker.rewards).isEqualTo(Map.of(2L, 3L, 4L, 8L));
    }
}
