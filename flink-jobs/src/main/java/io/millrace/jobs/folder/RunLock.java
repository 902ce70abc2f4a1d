package io.millrace.jobs.folder;

import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Locks a run's folder for one process. The operating system releases the lock when the process ends, for whatever
 * reason.
 */
public final class RunLock {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks the folder, which is created if it does not exist.
     *
     * @throws RefusedException if another process has locked it, or it is not writable
     */
    public static RunLock take(RunFolder folder) {
        try {
            Files.createDirectories(folder.root());
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new RefusedException(
                        "run %s is in use by another process: wait until it ends, or".formatted(folder.root())
                                + " choose another folder with --out");
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new RefusedException(
                    "run %s: the folder could not be written (%s): choose another one with --out"
                            .formatted(folder.root(), e),
                    e);
        }
    }

    /** Whether another process has locked the folder. */
    static boolean taken(RunFolder folder) {
        Path file = folder.lock();
        if (!Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // This process has locked it.
        }
    }

    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
