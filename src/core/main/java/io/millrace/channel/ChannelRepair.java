package io.millrace.channel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds the head of a channel from its segments, in case {@code head.json} is torn or a segment was truncated.
 *
 * <p>The rebuilt head covers every complete line of the segments. That may be more than was published: a resumed run rolls the
 * channel back to its checkpoint, as after any crash.
 */
public final class ChannelRepair {
    private final ChannelFolder folder;

    private ChannelRepair(ChannelFolder folder) {
        this.folder = folder;
    }

    /**
     * The findings and the result of a repair.
     *
     * @param before previous head; empty if it could not be read
     * @param after current head; the same if nothing was wrong
     */
    public record Outcome(Optional<Position> before, Position after) {
        /** Whether the head was rewritten. */
        public boolean repaired() {
            return !before.equals(Optional.of(after));
        }

        /** Number of published records missing at the end of the segments, according to the previous head. */
        public long lost() {
            return Math.max(0, before.map(Position::records).orElse(0L) - after.records());
        }
    }

    /**
     * The complete lines of a segment.
     *
     * @param records number of lines
     * @param bytes their size, line ends included, in bytes
     * @param rest bytes after them
     */
    private record Lines(long records, long bytes, long rest) {}

    /**
     * Repairs a channel that no process writes to.
     *
     * @param root folder of the channel
     * @throws ChannelException if records are missing in the middle, or the folder is not a channel; in both cases
     * nothing is changed
     */
    public static Outcome repair(Path root) throws IOException {
        return new ChannelRepair(new ChannelFolder(root)).repair();
    }

    private Outcome repair() throws IOException {
        List<Long> segments = folder.segments();
        Optional<Position> before = readableHead();
        if (segments.isEmpty()) {
            if (before.isEmpty() && !folder.hasHead()) {
                throw new ChannelException(
                        "channel %s: must have head.json or segments, has neither: name the folder of a channel"
                                .formatted(folder.root()));
            }
            if (before.isEmpty() || before.get().records() > 0) {
                throw new ChannelException(
                        "channel %s: must have segments to be repaired, has none: restore the folder from a copy"
                                .formatted(folder.root()));
            }
            return new Outcome(before, before.get());
        }
        Position end = end(segments);
        if (before.isPresent() && isHeld(before.get(), end)) {
            return new Outcome(before, before.get());
        }
        folder.head(end);
        return new Outcome(before, end);
    }

    private Optional<Position> readableHead() {
        try {
            return folder.hasHead() ? Optional.of(folder.head()) : Optional.empty();
        } catch (ChannelException e) {
            return Optional.empty();
        }
    }

    /** The position after the last complete line of all segments. */
    private Position end(List<Long> segments) throws IOException {
        for (int i = 0; i + 1 < segments.size(); i++) {
            Lines lines = lines(segments.get(i), Long.MAX_VALUE);
            long next = segments.get(i) + lines.records();
            if (next != segments.get(i + 1) || lines.rest() > 0) {
                throw new ChannelException(
                        "channel %s: segment %d must hold the records up to %d, holds complete ones up to %d: records in the middle"
                                        .formatted(folder.root(), segments.get(i), segments.get(i + 1) - 1, next - 1)
                                + " cannot be rebuilt: restore the segment from a copy");
            }
        }
        long last = segments.get(segments.size() - 1);
        Lines lines = lines(last, Long.MAX_VALUE);
        return new Position(last + lines.records(), last, lines.bytes());
    }

    /** Whether a head agrees with the segments, which may extend beyond it. */
    private boolean isHeld(Position head, Position end) throws IOException {
        if (head.records() > end.records() || !Files.exists(folder.segment(head.segment()))) {
            return head.records() == 0;
        }
        Lines lines = lines(head.segment(), head.bytes());
        return lines.bytes() == head.bytes() && head.segment() + lines.records() == head.records();
    }

    /**
     * Counts complete lines within the first bytes of a segment. A zero byte, as left by a power failure, ends the complete part.
     */
    private Lines lines(long segment, long limit) throws IOException {
        long records = 0;
        long whole = 0;
        long read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.segment(segment)), 1 << 16)) {
            for (int one = in.read(); one > 0 && read < limit; one = in.read()) {
                read++;
                if (one == '\n') {
                    records++;
                    whole = read;
                }
            }
        }
        return new Lines(records, whole, Files.size(folder.segment(segment)) - whole);
    }
}
