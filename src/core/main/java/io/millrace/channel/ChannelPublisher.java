package io.millrace.channel;

import io.millrace.file.ExclusiveFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Publishes staged batches, in their order, each atomically; publishing is idempotent.
 *
 * <p>A batch is appended to its segment, which no reader follows beyond the head, and then the head is replaced. A crash in between
 * leaves a tail that the next attempt truncates. A batch that starts before the head first rolls the channel back.
 */
public final class ChannelPublisher {
    private final ChannelFolder folder;
    private final SegmentRetention retention;
    private final Runnable appended;
    private volatile Position head;

    /**
     * @param clock determines the age of segments
     * @param appended called after a batch has been written to its segment and before the head is replaced; tests
     * inject failures there
     */
    public ChannelPublisher(Path folder, ChannelsConfig config, InstantSource clock, Runnable appended) {
        this.folder = new ChannelFolder(folder);
        this.retention = new SegmentRetention(this.folder, config, clock);
        this.appended = appended;
        this.head = this.folder.head();
    }

    /**
     * Publishes lines as one batch after the published records, for writers outside a stream.
     *
     * @throws ChannelException if another process is appending at the same time
     */
    public static void append(Path folder, List<String> lines, ChannelsConfig config, InstantSource clock)
            throws IOException {
        ExclusiveFile lock = ExclusiveFile.take(folder.resolve(".append.lock"))
                .orElseThrow(() -> new ChannelException(
                        "channel %s: is being written by another process: try again when it has ended"
                                .formatted(folder)));
        try {
            appendAlone(folder, lines, config, clock);
        } finally {
            lock.close();
        }
    }

    private static void appendAlone(Path folder, List<String> lines, ChannelsConfig config, InstantSource clock)
            throws IOException {
        try (ChannelWriter writer = ChannelWriter.afterHead(folder, config)) {
            lines.forEach(writer::write);
            ChannelPublisher publisher = new ChannelPublisher(folder, config, clock, () -> {});
            writer.stage().ifPresent(publisher::publish);
        }
    }

    /** The position at which the next record will be published. */
    public Position head() {
        return head;
    }

    /** Number of existing segment files. */
    public int segments() {
        try {
            return folder.segments().size();
        } catch (IOException e) {
            throw new ChannelException("channel %s: could not be listed (%s)".formatted(folder.root(), e), e);
        }
    }

    /**
     * Publishes a batch.
     *
     * @throws ChannelException if batches before it are missing, it is missing itself, or it cannot be written
     */
    public void publish(Batch batch) {
        try {
            head = folder.head(); // A restored writer may have rolled it back.
            if (Files.exists(folder.staged(batch.start().records()))) {
                publishStaged(batch);
            } else {
                mustBePublished(batch);
            }
        } catch (IOException e) {
            throw new ChannelException(
                    "channel %s: %s could not be published (%s): free some space or fix the folder's permissions"
                            .formatted(folder.root(), batch, e),
                    e);
        }
    }

    private void publishStaged(Batch batch) throws IOException {
        Position start = batch.start();
        if (start.records() > head.records()) {
            throw new ChannelException(
                    "channel %s: %s must follow what is published, which ends before record %d: restore the channel's folder"
                                    .formatted(folder.root(), batch, head.records())
                            + " as it was, or restore an older checkpoint");
        }
        Path staged = folder.staged(start.records());
        if (start.records() < head.records() && holds(batch)) {
            Files.deleteIfExists(staged); // Only its deletion was outstanding.
            return;
        }
        boolean rolls = start.segment() > head.segment();
        if (start.records() < head.records()) {
            new ChannelRollback(folder).to(start);
        } else if (rolls) {
            new ChannelRollback(folder).to(head);
        }
        append(staged, batch);
        appended.run();
        folder.head(batch.end());
        head = batch.end();
        Files.deleteIfExists(staged);
        if (rolls) {
            retention.apply(head.segment());
        }
    }

    private void append(Path staged, Batch batch) throws IOException {
        Position start = batch.start();
        CRC32C crc = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(staged), crc);
                FileChannel segment = FileChannel.open(
                        folder.segment(start.segment()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(segment)) {
            if (segment.size() < start.bytes()) {
                throw new ChannelException(
                        "channel %s: segment %d must hold %d bytes, holds %d: restore the channel's folder as it was"
                                .formatted(folder.root(), start.segment(), start.bytes(), segment.size()));
            }
            segment.truncate(start.bytes());
            segment.position(start.bytes());
            if (in.transferTo(out) != batch.bytes() || crc.getValue() != batch.crc()) {
                throw new ChannelException(
                        "channel %s: %s are not staged as their checkpoint says: another attempt has staged records since:"
                                        .formatted(folder.root(), batch)
                                + " restore the newest checkpoint");
            }
            segment.force(true);
        }
    }

    private void mustBePublished(Batch batch) throws IOException {
        boolean retained = Files.exists(folder.segment(batch.start().segment()));
        boolean deleted = !retained
                && folder.segments().stream()
                        .anyMatch(first -> first > batch.start().segment());
        if (batch.end().records() > head.records() || !deleted && !holds(batch)) {
            throw new ChannelException(
                    "channel %s: %s must be staged or published, are neither: the channel continued from another checkpoint:"
                                    .formatted(folder.root(), batch)
                            + " restore the newest one, or restore the folder as it was");
        }
    }

    /** Whether the segment already contains exactly the bytes of this batch, which lies before the head. */
    private boolean holds(Batch batch) throws IOException {
        Path segment = folder.segment(batch.start().segment());
        if (batch.end().records() > head.records() || !Files.exists(segment)) {
            return false;
        }
        CRC32C crc = new CRC32C();
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
            if (file.size() < batch.end().bytes()) {
                return false;
            }
            InputStream in = new CheckedInputStream(
                    Channels.newInputStream(file.position(batch.start().bytes())), crc);
            byte[] buffer = new byte[1 << 16];
            for (long left = batch.bytes(); left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return false;
                }
                left -= read;
            }
        }
        return crc.getValue() == batch.crc();
    }
}
