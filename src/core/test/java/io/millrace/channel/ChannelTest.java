package io.millrace.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ChannelsConfig TWO_RECORDS = new ChannelsConfig(4, Duration.ZERO, 0);

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = temp.resolve("channel");
    }

    private ChannelPublisher publisher(ChannelsConfig config) {
        return new ChannelPublisher(folder, config, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});
    }

    private static Batch stage(ChannelWriter writer, String... lines) {
        Stream.of(lines).forEach(writer::write);
        return writer.stage().orElseThrow();
    }

    /** Stages and publishes one batch after another. */
    private Position publish(ChannelsConfig config, String... batches) throws IOException {
        try (ChannelWriter writer = ChannelWriter.afterHead(folder, config)) {
            for (String batch : batches) {
                publisher(config).publish(stage(writer, batch.split(" ")));
            }
            return writer.position();
        }
    }

    private List<String> lines() throws IOException {
        try (Stream<String> lines = ChannelReader.lines(folder)) {
            return lines.toList();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".staged"))) {
            return files.toList();
        }
    }

    private Path segment(long first) {
        return new ChannelFolder(folder).segment(first);
    }

    @Test
    void stagedRecordsAreNotReadBeforeTheyArePublished() throws IOException {
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        Batch batch = stage(writer, "a", "b");
        assertThat(lines()).isEmpty();

        publisher(ChannelsConfig.KEEP_ALL).publish(batch);

        assertThat(lines()).containsExactly("a", "b");
        assertThat(folder.resolve("head.json")).hasContent("{\"records\":2,\"segment\":0,\"bytes\":4}");
        assertThat(segment(0)).hasContent("a\nb\n");
        assertThat(staged()).isEmpty();
    }

    @Test
    void anEmptyBatchIsNotPublished() {
        assertThat(ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL).stage())
                .isEmpty();
    }

    @Test
    void aRecordOfTwoLinesIsRefused() {
        assertThatThrownBy(() ->
                        ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL).write("a\nb"))
                .hasMessage("channel %s: record 0 must be one line, was: a\nb".formatted(folder));
    }

    @Test
    void publishingAgainDoesNothing() throws IOException {
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        Batch first = stage(writer, "a", "b");
        Batch second = stage(writer, "c");
        ChannelPublisher publisher = publisher(ChannelsConfig.KEEP_ALL);
        publisher.publish(first);
        publisher.publish(second);

        publisher.publish(first);
        publisher.publish(second);

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void aBatchIsNotPublishedTwiceIfItsStagedFileRemains() throws IOException {
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        Batch batch = stage(writer, "a", "b");
        Path stagedFile = new ChannelFolder(folder).staged(0);
        byte[] content = Files.readAllBytes(stagedFile);
        publisher(ChannelsConfig.KEEP_ALL).publish(batch);
        Files.write(stagedFile, content);

        publisher(ChannelsConfig.KEEP_ALL).publish(batch);

        assertThat(lines()).containsExactly("a", "b");
        assertThat(staged()).isEmpty();
    }

    @Test
    void aTornTailIsTruncated() throws IOException {
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        publisher(ChannelsConfig.KEEP_ALL).publish(stage(writer, "a", "b"));
        Batch next = stage(writer, "c");
        Files.writeString(segment(0), "torn", StandardOpenOption.APPEND);
        assertThat(lines()).containsExactly("a", "b");

        publisher(ChannelsConfig.KEEP_ALL).publish(next);

        assertThat(segment(0)).hasContent("a\nb\nc\n");
    }

    @Test
    void aRestoredWriterRollsTheChannelBackAndKeepsStagedBatches() throws IOException {
        publish(TWO_RECORDS, "a b");
        ChannelWriter writer = ChannelWriter.afterHead(folder, TWO_RECORDS);
        Batch pending = stage(writer, "c");
        Position restored = writer.position();
        Batch later = stage(writer, "d");
        stage(writer, "e");

        ChannelWriter.at(folder, TWO_RECORDS, restored);

        assertThat(staged()).containsExactly(new ChannelFolder(folder).staged(2));
        publisher(TWO_RECORDS).publish(pending);
        assertThat(lines()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> publisher(TWO_RECORDS).publish(later))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        ("channel %s: records 3..3 must be staged or published, are neither: the channel continued from"
                                        + " another checkpoint: restore the newest one, or restore the folder as it was")
                                .formatted(folder));
    }

    @Test
    void rollbackDeletesLaterRecords() throws IOException {
        Position early = publish(TWO_RECORDS, "a b", "c d");
        publish(TWO_RECORDS, "e f", "g h");
        assertThat(files()).hasSize(6);

        ChannelWriter writer = ChannelWriter.at(folder, TWO_RECORDS, early);

        assertThat(lines()).containsExactly("a", "b", "c", "d");
        publisher(TWO_RECORDS).publish(stage(writer, "x"));
        assertThat(lines()).containsExactly("a", "b", "c", "d", "x");
        assertThat(files())
                .containsExactly(
                        ".staged",
                        "00000000000000000000.jsonl",
                        "00000000000000000002.jsonl",
                        "00000000000000000004.jsonl",
                        "head.json");
    }

    @Test
    void aBatchThatStartsBeforeTheHeadRollsTheChannelBack() throws IOException {
        publish(ChannelsConfig.KEEP_ALL, "a b");
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        Batch other = stage(writer, "x");
        byte[] content = Files.readAllBytes(new ChannelFolder(folder).staged(2));
        publish(ChannelsConfig.KEEP_ALL, "c d", "e");
        Files.write(new ChannelFolder(folder).staged(2), content);

        publisher(ChannelsConfig.KEEP_ALL).publish(other);

        assertThat(lines()).containsExactly("a", "b", "x");
    }

    @Test
    void aPositionFromAnotherHistoryIsRefused() throws IOException {
        publish(ChannelsConfig.KEEP_ALL, "longer records");

        assertThatThrownBy(() -> ChannelWriter.at(folder, ChannelsConfig.KEEP_ALL, new Position(1, 0, 3)))
                .isInstanceOf(ChannelException.class)
                .hasMessage(("channel %s: record 1 does not begin after 3 bytes of segment 0: the channel continued"
                                + " from another checkpoint: restore the newest one")
                        .formatted(folder));
    }

    @Test
    void aBatchRestagedByAnotherAttemptIsNotPublished() throws IOException {
        Batch first = stage(ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL), "a");
        stage(ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL), "b");

        assertThatThrownBy(() -> publisher(ChannelsConfig.KEEP_ALL).publish(first))
                .isInstanceOf(ChannelException.class)
                .hasMessage(("channel %s: records 0..0 are not staged as their checkpoint says: another attempt has"
                                + " staged records since: restore the newest checkpoint")
                        .formatted(folder));
        assertThat(lines()).isEmpty();
    }

    @Test
    void aGapIsRefused() throws IOException {
        ChannelWriter writer = ChannelWriter.afterHead(folder, ChannelsConfig.KEEP_ALL);
        stage(writer, "a");
        Batch second = stage(writer, "b");

        assertThatThrownBy(() -> publisher(ChannelsConfig.KEEP_ALL).publish(second))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        ("channel %s: records 1..1 must follow what is published, which ends before record 0: restore the"
                                        + " channel's folder as it was, or restore an older checkpoint")
                                .formatted(folder));
    }

    @Test
    void aFullSegmentIsClosedAtTheEndOfABatch() throws IOException {
        publish(TWO_RECORDS, "a", "b c d", "e");

        assertThat(segment(0)).hasContent("a\nb\nc\nd\n");
        assertThat(segment(4)).hasContent("e\n");
        assertThat(lines()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void retentionBySizeDeletesTheOldestClosedSegments() throws IOException {
        ChannelsConfig config = new ChannelsConfig(4, Duration.ZERO, 8);
        publish(config, "a b", "c d", "e f", "g h", "i j");

        assertThat(lines()).containsExactly("e", "f", "g", "h", "i", "j");
        assertThat(ChannelReader.published(folder)).isEqualTo(10);
    }

    @Test
    void retentionByAgeDeletesClosedSegmentsWhoseLastRecordIsTooOld() throws IOException {
        publish(TWO_RECORDS, "a b", "c d");
        Files.setLastModifiedTime(segment(0), FileTime.from(NOW.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(segment(2), FileTime.from(NOW.minus(Duration.ofMinutes(30))));

        publish(new ChannelsConfig(4, Duration.ofHours(1), 0), "e");

        assertThat(lines()).containsExactly("c", "d", "e");
    }

    @Test
    void aPositionDeletedByRetentionIsRefused() throws IOException {
        ChannelsConfig config = new ChannelsConfig(4, Duration.ZERO, 1);
        Position early = publish(config, "a b");
        publish(config, "c d", "e f");

        assertThatThrownBy(() -> ChannelWriter.at(folder, config, early))
                .isInstanceOf(ChannelException.class)
                .hasMessage(
                        ("channel %s: record 2 must be held to continue from there, the oldest held is 4: restore a newer"
                                        + " checkpoint, or raise channels.keepAge and channels.keepBytes for the next run")
                                .formatted(folder));
    }

    @Test
    void anUnreadableHeadIsReported() throws IOException {
        publish(ChannelsConfig.KEEP_ALL, "a");
        Files.writeString(folder.resolve("head.json"), "{");

        assertThatThrownBy(this::lines)
                .isInstanceOf(ChannelException.class)
                .hasMessageStartingWith("channel %s: head.json does not contain a valid position (".formatted(folder));
    }

    @Test
    void linesAreAppendedWithoutAStream() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ChannelPublisher.append(folder, List.of("a", "b"), ChannelsConfig.KEEP_ALL, clock);
        ChannelPublisher.append(folder, List.of(), ChannelsConfig.KEEP_ALL, clock);
        ChannelPublisher.append(folder, List.of("c"), ChannelsConfig.KEEP_ALL, clock);

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void twoWritersCannotAppendAtOnce() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ChannelPublisher.append(folder, List.of("a"), ChannelsConfig.KEEP_ALL, clock);
        try (FileChannel other = FileChannel.open(folder.resolve(".append.lock"), StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> ChannelPublisher.append(folder, List.of("b"), ChannelsConfig.KEEP_ALL, clock))
                    .isInstanceOf(ChannelException.class)
                    .hasMessage("channel %s: is being written by another process: try again when it has ended"
                            .formatted(folder));
        }
        ChannelPublisher.append(folder, List.of("b"), ChannelsConfig.KEEP_ALL, clock);

        try (Stream<String> lines = ChannelReader.lines(folder)) {
            assertThat(lines).containsExactly("a", "b");
        }
    }
}
