package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Stages batches for publication, each in a separate file that readers do not see.
 *
 * <p>The position of each batch is known before the preceding batches are published, so checkpoints need not wait for
 * one another. A channel has one writer at a time.
 */
public final class ChannelWriter implements AutoCloseable {
    private final ChannelFolder folder;
    private final long segmentBytes;
    private Position next;
    private @Nullable Staging staging;

    /** The batch being written. */
    private static final class Staging {
        final Position start;
        final FileChannel file;
        final OutputStream out;
        final CRC32C crc = new CRC32C();
        long records;
        long bytes;

        Staging(Position start, FileChannel file) {
            this.start = start;
            this.file = file;
            this.out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        }
    }

    private ChannelWriter(ChannelFolder folder, long segmentBytes, Position next) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.next = next;
    }

    /** Continues after the published records. Staged batches of an earlier writer that ended before publication are deleted. */
    public static ChannelWriter afterHead(Path folder, ChannelsConfig config) {
        ChannelFolder channel = new ChannelFolder(folder);
        return open(channel, config, channel.head());
    }

    /**
     * Continues at a position, as after a restore. Records published after it are removed; batches staged from there on, or already
     * published, are deleted. Batches staged before it remain and wait for publication.
     */
    public static ChannelWriter at(Path folder, ChannelsConfig config, Position position) {
        return open(new ChannelFolder(folder), config, requireNonNull(position, "position"));
    }

    private static ChannelWriter open(ChannelFolder folder, ChannelsConfig config, Position next) {
        try {
            Files.createDirectories(folder.staging());
            Position head = folder.head();
            for (long start : folder.stagedBatches()) {
                if (start >= next.records() || start < head.records()) {
                    Files.deleteIfExists(folder.staged(start));
                }
            }
            if (head.records() > next.records()) {
                new ChannelRollback(folder).to(next);
            }
            return new ChannelWriter(folder, config.segmentBytes(), next);
        } catch (IOException e) {
            throw new ChannelException(
                    "channel %s: cannot be written (%s): free some space or fix its permissions"
                            .formatted(folder.root(), e),
                    e);
        }
    }

    /** The position of the next record. */
    public Position position() {
        return staging == null ? next : staging.start.plus(staging.records, staging.bytes);
    }

    /** Adds a record to the batch. */
    public void write(String line) {
        Require.that(
                !line.isEmpty() && line.indexOf('\n') < 0,
                "channel %s: record %d must be one line, was: %s",
                folder.root(),
                position().records(),
                line);
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Staging batch = staging();
            batch.out.write(bytes);
            batch.crc.update(bytes);
            batch.records++;
            batch.bytes += bytes.length;
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private Staging staging() throws IOException {
        if (staging == null) {
            Position start = next.rolled(segmentBytes);
            staging = new Staging(
                    start,
                    FileChannel.open(
                            folder.staged(start.records()),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
        }
        return staging;
    }

    /** Ends the batch and makes it durable; empty if nothing has been written since the last one. */
    public Optional<Batch> stage() {
        Staging ended = staging;
        if (ended == null) {
            return Optional.empty();
        }
        try {
            ended.out.flush();
            ended.file.force(true);
            ended.out.close();
        } catch (IOException e) {
            throw unwritten(e);
        }
        staging = null;
        Batch batch = new Batch(ended.start, ended.records, ended.bytes, ended.crc.getValue());
        next = batch.end();
        return Optional.of(batch);
    }

    private ChannelException unwritten(IOException e) {
        return new ChannelException(
                "channel %s: record %d could not be staged (%s): free some space or fix the folder's permissions"
                        .formatted(folder.root(), position().records(), e),
                e);
    }

    /** Leaves unstaged records to be deleted by the next writer. */
    @Override
    public void close() throws IOException {
        if (staging != null) {
            staging.file.close();
            staging = null;
        }
    }
}
