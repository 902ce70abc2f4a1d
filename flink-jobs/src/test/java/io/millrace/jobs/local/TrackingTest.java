package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.track.FigureNames;
import io.millrace.track.Jsonl;
import io.millrace.track.TensorBoard;
import io.millrace.track.Tracker;
import io.millrace.track.TrackerContext;
import io.millrace.track.TrackerType;
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

    private Path lines() {
        return folder.resolve("trackers/steps.jsonl");
    }

    private Tracking open(TrackerType... types) {
        TrackerContext context =
                new TrackerContext(folder.resolve("trackers"), InstantSource.fixed(Instant.ofEpochSecond(1)));
        return Tracking.open(
                List.of(types),
                context,
                new DirectoryChannel(steps(), ChannelsConfig.KEEP_ALL),
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
            tracking.sendNewSteps();
            publish(0.25, 0.5);
            tracking.sendNewSteps();
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
            tracking.sendNewSteps();
            nanos += MINUTE;
            tracking.sendNewSteps();
            assertThat(taken).isEmpty();
            assertThat(said)
                    .containsExactly("trackers[1] (given): step 1 could not be written; it will be retried (no space)");
            broken = false;
            tracking.sendNewSteps();
            assertThat(taken).as("not before the retry delay").isEmpty();
            nanos += MINUTE;
            tracking.sendNewSteps();
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
}
