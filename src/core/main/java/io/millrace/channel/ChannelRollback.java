package io.millrace.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rolls a channel back to the position that its job was restored to; later records belong to an abandoned attempt. */
final class ChannelRollback {
    private final ChannelFolder folder;

    ChannelRollback(ChannelFolder folder) {
        this.folder = folder;
    }

    /**
     * Rolls the channel back; if the head is already there, only removes files beyond it.
     *
     * @throws ChannelException if the position is not one of this channel, or retention has deleted its segment
     */
    void to(Position position) throws IOException {
        requireHeld(position);
        // Replace the head first, so that readers no longer see the removed records.
        folder.head(position);
        for (long first : folder.segments()) {
            if (first > position.segment()) {
                Files.delete(folder.segment(first));
            }
        }
        Path segment = folder.segment(position.segment());
        if (Files.exists(segment)) {
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.truncate(position.bytes());
            }
        }
    }

    private void requireHeld(Position position) throws IOException {
        if (position.bytes() == 0) {
            requirePredecessor(position);
            return;
        }
        Path segment = folder.segment(position.segment());
        if (!Files.exists(segment)) {
            throw deleted(position);
        }
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
            ByteBuffer before = ByteBuffer.allocate(1);
            if (file.read(before, position.bytes() - 1) < 1 || before.get(0) != '\n') {
                throw new ChannelException(
                        "channel %s: record %d does not begin after %d bytes of segment %d: the channel continued from"
                                        .formatted(
                                                folder.root(), position.records(), position.bytes(), position.segment())
                                + " another checkpoint: restore the newest one");
            }
        }
    }

    /** The start of a segment is a valid target if it is the start of the channel, or there is a segment before it. */
    private void requirePredecessor(Position position) throws IOException {
        long oldest = folder.segments().stream().findFirst().orElse(0L);
        if (position.records() != 0 && oldest > position.segment()) {
            throw deleted(position);
        }
    }

    private ChannelException deleted(Position position) throws IOException {
        return new ChannelException(
                "channel %s: record %d must be held to continue from there, the oldest held is %d: restore a newer checkpoint"
                                .formatted(
                                        folder.root(),
                                        position.records(),
                                        folder.segments().stream().findFirst().orElse(0L))
                        + ", or raise channels.keepAge and channels.keepBytes for the next run");
    }
}
