package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a job with one channel: checkpoints, late and lost commits, crashes at each point, older restore
 * points.
 */
class ChannelPropertiesTest {
    private static final int ACTIONS = 400;

    @TempDir
    Path temp;

    /**
     * A completed checkpoint: the state that Flink keeps, and the lines that the channel must hold once it is
     * committed.
     */
    private record Checkpoint(Position position, List<Batch> pending, List<String> lines) {}

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void publishedRecordsAlwaysEqualThoseOfTheJob(long seed) throws IOException {
        Life life = new Life(new Random(seed), temp.resolve("channel"));
        for (int i = 0; i < ACTIONS; i++) {
            life.act();
            assertThat(life.published()).as("seed %d, action %d", seed, i).isEqualTo(life.expected());
        }
        life.restore(life.completed.size() - 1);
        assertThat(life.published()).as("seed %d", seed).isEqualTo(life.expected());
        try (Stream<Path> left = Files.list(temp.resolve("channel/.staged"))) {
            assertThat(left).as("seed %d", seed).isEmpty();
        }
    }

    private static final class Life {
        final Random random;
        final Path folder;
        final List<Checkpoint> completed = new ArrayList<>();
        final List<Checkpoint> begun = new ArrayList<>();
        List<Batch> pending = new ArrayList<>();
        List<String> written = new ArrayList<>();
        List<String> expected = List.of();
        ChannelWriter writer;
        ChannelPublisher publisher;
        ChannelReader follower;
        List<String> followed = new ArrayList<>();
        boolean crashes;
        int attempt;

        Life(Random random, Path folder) {
            this.random = random;
            this.folder = folder;
            this.writer = ChannelWriter.afterHead(folder, config());
            this.publisher = publisher();
            this.follower = new ChannelReader(folder, Position.START);
            completed.add(new Checkpoint(Position.START, List.of(), List.of()));
        }

        ChannelsConfig config() {
            return new ChannelsConfig(1 + random.nextInt(200), Duration.ZERO, 0);
        }

        ChannelPublisher publisher() {
            return new ChannelPublisher(folder, config(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> {
                if (crashes) {
                    throw new Crash();
                }
            });
        }

        void act() throws IOException {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> write();
                case 3, 4 -> checkpoint();
                case 5 -> complete();
                case 6 -> follow();
                default -> crash();
            }
        }

        void write() {
            for (int i = random.nextInt(5); i > 0; i--) {
                String line = "%d:%d:%s".formatted(attempt, written.size(), "x".repeat(random.nextInt(9)));
                writer.write(line);
                written.add(line);
            }
        }

        void checkpoint() {
            writer.stage().ifPresent(pending::add);
            begun.add(new Checkpoint(writer.position(), List.copyOf(pending), List.copyOf(written)));
        }

        /** One of the begun checkpoints completes: those before it never will. */
        void complete() throws IOException {
            if (begun.isEmpty()) {
                return;
            }
            Checkpoint done = begun.get(random.nextInt(begun.size()));
            begun.subList(0, begun.indexOf(done) + 1).clear();
            completed.add(done);
            crashes = random.nextInt(4) == 0;
            commit(done);
        }

        private void commit(Checkpoint done) throws IOException {
            try {
                for (Batch batch : done.pending()) {
                    publisher.publish(batch);
                    pending.remove(batch);
                    expected =
                            done.lines().subList(0, Math.toIntExact(batch.end().records()));
                }
            } catch (Crash e) {
                crashes = false;
                restore(completed.size() - 1);
            }
        }

        void crash() throws IOException {
            boolean back = random.nextInt(4) == 0;
            restore(back ? random.nextInt(completed.size()) : completed.size() - 1);
        }

        void restore(int index) throws IOException {
            Checkpoint from = completed.get(index);
            completed.subList(index + 1, completed.size()).clear();
            begun.clear();
            pending = new ArrayList<>(from.pending());
            written = new ArrayList<>(from.lines());
            writer.close();
            follower.close();
            attempt++;
            crashes = false;
            boolean writerFirst = random.nextBoolean();
            if (writerFirst) {
                writer = ChannelWriter.at(folder, config(), from.position());
            }
            publisher = publisher();
            for (Batch batch : from.pending()) {
                publisher.publish(batch);
            }
            pending.clear();
            if (!writerFirst) {
                writer = ChannelWriter.at(folder, config(), from.position());
            }
            expected = from.lines();
            int number =
                    from.lines().isEmpty() ? 0 : random.nextInt(from.lines().size());
            follower = ChannelReader.from(folder, number);
            followed = new ArrayList<>(from.lines().subList(0, number));
        }

        void follow() {
            follower.next().ifPresent(followed::add);
            assertThat(expected).startsWith(followed.toArray(String[]::new));
        }

        List<String> published() throws IOException {
            try (Stream<String> lines = ChannelReader.lines(folder)) {
                return lines.toList();
            }
        }

        List<String> expected() {
            return expected;
        }
    }
}
