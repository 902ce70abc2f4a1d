package io.millrace.jobs.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that one process at a time holds; the operating system releases it when the process ends, for whatever reason. */
public final class ExclusiveFile implements AutoCloseable {
    private final FileChannel channel;

    private ExclusiveFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the file, which is created if it does not exist; empty if it is held already. */
    public static Optional<ExclusiveFile> take(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new ExclusiveFile(channel));
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
