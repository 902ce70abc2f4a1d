package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.file.InputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the published records of a channel in order, starting at any of them; it may follow a channel that is being written.
 *
 * <p>A requested record that is no longer held, due to retention or because the channel was rolled back, is an error, so the
 * records read have no gaps.
 */
public final class ChannelReader implements AutoCloseable {
    private final ChannelFolder folder;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Position next;
    private Position head;
    private @Nullable FileChannel segment;

    /**
     * Starts reading at a position.
     *
     * @param next position of the first record to read
     */
    public ChannelReader(Path folder, Position next) {
        this.folder = new ChannelFolder(folder);
        this.next = requireNonNull(next, "next");
        this.head = this.folder.head();
    }

    /**
     * Starts reading at a record.
     *
     * @param record its number
     * @throws ChannelException if it is no longer held; an unpublished record is awaited only if it is the next one
     */
    public static ChannelReader from(Path folder, long record) throws IOException {
        ChannelFolder channel = new ChannelFolder(folder);
        Position head = channel.head();
        if (record == head.records()) {
            return new ChannelReader(folder, head);
        }
        Optional<Long> segment = channel.segments().stream()
                .filter(first -> first <= record && first <= head.segment())
                .reduce((earlier, later) -> later);
        ChannelReader reader = new ChannelReader(
                folder, segment.map(first -> new Position(first, first, 0)).orElse(Position.START));
        if (segment.isEmpty()) {
            throw reader.unheld(record);
        }
        while (reader.next.records() < record) {
            if (reader.next().isEmpty()) {
                throw reader.unheld(record);
            }
        }
        return reader;
    }

    /** Starts reading at the oldest record held. */
    public static ChannelReader fromOldest(Path folder) throws IOException {
        long oldest = new ChannelFolder(folder).segments().stream().findFirst().orElse(0L);
        return new ChannelReader(folder, new Position(oldest, oldest, 0));
    }

    /** All published records that are held, read lazily; empty if there is no channel. The caller closes the stream. */
    public static Stream<String> lines(Path folder) throws IOException {
        ChannelReader reader = fromOldest(folder);
        return Stream.generate(reader::next)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .onClose(reader::close);
    }

    /** Total number of published records, including those no longer held; 0 if there is no channel. */
    public static long published(Path folder) {
        return new ChannelFolder(folder).head().records();
    }

    /**
     * Checks that a channel has a readable head and contains the records up to it; a missing channel is empty.
     *
     * @throws ChannelException whose message describes the fault and how to repair it
     */
    public static void check(Path folder) {
        if (Files.isDirectory(folder)) {
            new ChannelFolder(folder).check();
        }
    }

    /** The position of the next record to read. */
    public Position position() {
        return next;
    }

    /** The location of the next record in readable form: the file and its line, counted from 1. */
    public String place() {
        Path file = folder.segment(next.segment());
        return "%s:%d".formatted(file, next.records() - next.segment() + 1);
    }

    /**
     * The next record, if it is published.
     *
     * @throws ChannelException if it is no longer held
     */
    public Optional<String> next() {
        if (next.records() >= head.records()) {
            head = folder.head();
            if (next.records() > head.records()) {
                throw unheld(next.records());
            }
            if (next.records() == head.records()) {
                return Optional.empty();
            }
        }
        try {
            if (segment == null) {
                open();
            }
            return Optional.of(readLine());
        } catch (NoSuchFileException e) {
            throw unheld(next.records());
        } catch (IOException e) {
            throw new ChannelException(
                    "channel %s: record %d could not be read (%s)".formatted(folder.root(), next.records(), e), e);
        }
    }

    private void open() throws IOException {
        FileChannel file = InputFile.channel(folder.segment(next.segment()));
        segment = file;
        buffer.limit(0);
        if (next.bytes() > 0) {
            file.position(next.bytes() - 1);
            if (!fill() || buffer.get() != '\n') {
                throw unheld(next.records());
            }
        }
    }

    private String readLine() throws IOException {
        line.reset();
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                if (line.size() > 0 || next.bytes() == 0 || next.segment() == head.segment()) {
                    throw cutOrUnheld();
                }
                openNext();
                continue;
            }
            byte[] bytes = buffer.array();
            int from = buffer.position();
            int to = from;
            while (to < buffer.limit() && bytes[to] != '\n') {
                to++;
            }
            line.write(bytes, from, to - from);
            if (to < buffer.limit()) {
                buffer.position(to + 1);
                next = next.plus(1, line.size() + 1L);
                return line.toString(StandardCharsets.UTF_8);
            }
            buffer.position(to);
        }
    }

    /** Fills the buffer with published bytes of the segment; false if there are no more. */
    private boolean fill() throws IOException {
        FileChannel file = requireNonNull(segment, "segment");
        long published = next.segment() == head.segment() ? head.bytes() : Long.MAX_VALUE;
        buffer.clear();
        buffer.limit((int) Math.max(0, Math.min(buffer.capacity(), published - file.position())));
        int read = buffer.hasRemaining() ? file.read(buffer) : -1;
        buffer.limit(Math.max(0, read)).rewind();
        return read > 0;
    }

    private void openNext() throws IOException {
        close();
        next = new Position(next.records(), next.records(), 0);
        open();
    }

    /** The exception for a segment that ends too early: it was truncated, unless the channel was rolled back meanwhile. */
    private ChannelException cutOrUnheld() throws IOException {
        Position now = folder.head();
        long size = requireNonNull(segment, "segment").size();
        if (now.segment() != next.segment() || now.bytes() <= size) {
            return unheld(next.records());
        }
        return folder.cut(now, size);
    }

    private ChannelException unheld(long record) {
        try {
            Position now = folder.head();
            long oldest = folder.segments().stream().findFirst().orElse(0L);
            return new ChannelException("channel %s: record %d must be held, the channel holds records %d to %d: "
                            .formatted(folder.root(), record, oldest, now.records() - 1)
                    + (record < oldest
                            ? "retention deleted it: read from the oldest, or raise channels.keepAge and channels.keepBytes"
                            : "the channel was rolled back with its job: reset the reader to that point"));
        } catch (IOException e) {
            return new ChannelException("channel %s: record %d could not be read".formatted(folder.root(), record), e);
        }
    }

    @Override
    public void close() {
        FileChannel file = segment;
        segment = null;
        buffer.limit(0);
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new ChannelException("channel %s: could not be closed (%s)".formatted(folder.root(), e), e);
            }
        }
    }
}
