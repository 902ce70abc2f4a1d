package io.millrace.jobs.folder;

import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Locks a run's folder for one process with the whole loop, or for two processes with one half each. The operating
 * system releases the locks when the process ends, for whatever reason.
 *
 * <p>The whole loop holds the folder's file alone; a half shares it with the other half, and holds the file in its own
 * folder alone.
 */
public final class RunLock {
    private final List<ExclusiveFile> files;

    private RunLock(List<ExclusiveFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Locks the folder for the whole loop. The folder is created if it does not exist.
     *
     * @throws RefusedException if another process has locked it, or it is not writable
     */
    public static RunLock take(RunFolder folder) {
        return take(folder, RunPart.ONLINE);
    }

    /**
     * Locks the folder for a part of the loop. The folder is created if it does not exist.
     *
     * @throws RefusedException if a process that runs this part, or the whole loop, has locked it, or it is not writable
     */
    public static RunLock take(RunFolder folder, RunPart part) {
        List<ExclusiveFile> taken = new ArrayList<>();
        try {
            Optional<ExclusiveFile> whole =
                    part.isHalf() ? ExclusiveFile.share(folder.lock()) : ExclusiveFile.take(folder.lock());
            taken.add(whole.orElseThrow(() -> inUse("run %s is".formatted(folder.root()))));
            if (part.isHalf()) {
                taken.add(ExclusiveFile.take(folder.half(part).lock())
                        .orElseThrow(() -> inUse("run %s: its %s is".formatted(folder.root(), part.word()))));
            }
            return new RunLock(taken);
        } catch (IOException e) {
            close(taken);
            throw new RefusedException(
                    "run %s: the folder could not be written (%s): choose another one with --out"
                            .formatted(folder.root(), e),
                    e);
        } catch (RefusedException e) {
            close(taken);
            throw e;
        }
    }

    private static RefusedException inUse(String what) {
        return new RefusedException(
                "%s in use by another process: wait until it ends, or choose another folder with --out"
                        .formatted(what));
    }

    /** Whether another process has locked the folder, for whichever part. */
    static boolean taken(RunFolder folder) {
        try {
            return Files.isWritable(folder.lock()) && ExclusiveFile.isHeld(folder.lock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void close() {
        close(files);
    }

    private static void close(List<ExclusiveFile> files) {
        for (ExclusiveFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
