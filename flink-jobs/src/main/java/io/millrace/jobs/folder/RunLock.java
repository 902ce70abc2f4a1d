package io.millrace.jobs.folder;

import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Locks a run's folder for one process. The operating system releases the lock when the process ends, for whatever
 * reason.
 */
public final class RunLock {
    private final ExclusiveFile file;

    private RunLock(ExclusiveFile file) {
        this.file = file;
    }

    /**
     * Locks the folder, which is created if it does not exist.
     *
     * @throws RefusedException if another process has locked it, or it is not writable
     */
    public static RunLock take(RunFolder folder) {
        try {
            return new RunLock(ExclusiveFile.take(folder.lock())
                    .orElseThrow(() -> new RefusedException(
                            "run %s is in use by another process: wait until it ends, or".formatted(folder.root())
                                    + " choose another folder with --out")));
        } catch (IOException e) {
            throw new RefusedException(
                    "run %s: the folder could not be written (%s): choose another one with --out"
                            .formatted(folder.root(), e),
                    e);
        }
    }

    /** Whether another process has locked the folder. */
    static boolean taken(RunFolder folder) {
        try {
            return Files.isWritable(folder.lock()) && ExclusiveFile.isHeld(folder.lock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
