package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelReaderTest {
    private static final ChannelsConfig SMALL = new ChannelsConfig(6, Duration.ZERO, 0);

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = temp.resolve("channel");
    }

    private void publish(ChannelsConfig config, String... batches) throws IOException {
        for (String batch : batches) {
            ChannelPublisher.append(
                    folder, List.of(batch.split(" ")), config, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        }
    }

    private static List<String> rest(ChannelReader reader) {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.orElseThrow());
        }
        return lines;
    }

    @Test
    void aMissingChannelIsEmpty() throws IOException {
        ChannelReader reader = new ChannelReader(folder, Position.START);
        assertThat(reader.next()).isEmpty();

        publish(SMALL, "a");

        assertThat(rest(reader)).containsExactly("a");
    }

    @Test
    void theReaderFollowsTheWriterAcrossSegments() throws IOException {
        ChannelReader reader = new ChannelReader(folder, Position.START);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            publish(SMALL, "r" + i);
            read.addAll(rest(reader));
        }

        assertThat(read).hasSize(20).startsWith("r0").endsWith("r19").doesNotHaveDuplicates();
        assertThat(Files.exists(new ChannelFolder(folder).segment(2))).isTrue();
        reader.close();
    }

    @Test
    void theReaderResumesAtAnyPositionAndNumber() throws IOException {
        publish(SMALL, "a b", "cc dd", "ä", "x y z");
        ChannelReader all = ChannelReader.fromOldest(folder);
        List<Position> positions = new ArrayList<>();
        do {
            positions.add(all.position());
        } while (all.next().isPresent());
        List<String> lines = List.of("a", "b", "cc", "dd", "ä", "x", "y", "z");

        for (int i = 0; i <= lines.size(); i++) {
            List<String> wanted = lines.subList(i, lines.size());
            assertThat(rest(new ChannelReader(folder, positions.get(i)))).isEqualTo(wanted);
            assertThat(rest(ChannelReader.from(folder, i))).isEqualTo(wanted);
        }
    }

    @Test
    void aRecordLongerThanTheBufferIsReadWhole() throws IOException {
        String longer = "x".repeat(200_000);
        publish(SMALL, "a", longer, "b");

        assertThat(rest(new ChannelReader(folder, Position.START))).containsExactly("a", longer, "b");
    }

    @Test
    void aRecordDeletedByRetentionIsReported() throws IOException {
        ChannelReader behind = new ChannelReader(folder, Position.START);
        publish(new ChannelsConfig(2, Duration.ZERO, 2), "a", "b", "c");

        assertThatThrownBy(behind::next)
                .isInstanceOf(ChannelException.class)
                .hasMessage(("channel %s: record 0 must be held, the channel holds records 1 to 2: retention deleted"
                                + " it: read from the oldest, or raise channels.keepAge and channels.keepBytes")
                        .formatted(folder));
        assertThatThrownBy(() -> ChannelReader.from(folder, 0)).isInstanceOf(ChannelException.class);
        assertThat(rest(ChannelReader.fromOldest(folder))).containsExactly("b", "c");
    }

    @Test
    void aRolledBackRecordIsReported() throws IOException {
        publish(SMALL, "a b");
        ChannelReader ahead = new ChannelReader(folder, Position.START);
        assertThat(rest(ahead)).hasSize(2);

        ChannelWriter.at(folder, SMALL, new Position(1, 0, 2)).close();

        assertThatThrownBy(ahead::next)
                .isInstanceOf(ChannelException.class)
                .hasMessage(("channel %s: record 2 must be held, the channel holds records 0 to 0: the channel was"
                                + " rolled back with its job: reset the reader to that point")
                        .formatted(folder));
        assertThatThrownBy(() -> ChannelReader.from(folder, 5)).isInstanceOf(ChannelException.class);
    }

    @Test
    void aPositionWithinARecordIsRefused() throws IOException {
        publish(SMALL, "abc d");

        assertThatThrownBy(() -> new ChannelReader(folder, new Position(1, 0, 2)).next())
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("record 1 must be held");
    }
}
