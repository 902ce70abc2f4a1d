package io.millrace.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock file that is held by one process at a time, or by several that share it; the operating system releases it when
 * a process ends, for whatever reason.
 */
public final class ExclusiveFile implements AutoCloseable {
    private final FileChannel channel;

    private ExclusiveFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the file, which is created with its folder if it does not exist; empty if it is already held. */
    public static Optional<ExclusiveFile> take(Path file) throws IOException {
        return take(file, false);
    }

    /** Takes the file together with others that share it; empty if another process holds it exclusively. */
    public static Optional<ExclusiveFile> share(Path file) throws IOException {
        return take(file, true);
    }

    private static Optional<ExclusiveFile> take(Path file, boolean shared) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (locked(channel, shared)) {
            return Optional.of(new ExclusiveFile(channel));
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether any process currently holds an existing file. */
    public static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !locked(channel, false);
        }
    }

    private static boolean locked(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException e) {
            return false; // This process holds it.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
