package io.millrace.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Creates folders atomically.
 *
 * <p>Nothing is forced to disk: data that must survive a power failure is in Flink's checkpoints, and published data is verified by
 * a checksum before use.
 */
public final class Folders {
    private Folders() {}

    /** Puts files into a folder. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path folder) throws IOException;
    }

    /**
     * Creates a folder: it is filled under a temporary name next to its final location, then renamed.
     *
     * @param folder must not exist
     * @throws IOException if it cannot be filled or renamed; remains of an earlier failure are deleted first
     */
    public static void write(Path folder, Filler filler) throws IOException {
        Path draft = folder.resolveSibling("." + folder.getFileName() + ".tmp");
        delete(draft);
        try {
            Files.createDirectories(draft);
            filler.fill(draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteQuietly(draft);
        }
    }

    /**
     * Creates an empty folder that only its owner can read, in the current folder for temporary files: unlike the methods of
     * {@link Files} it follows {@code java.io.tmpdir} when that changes.
     *
     * @param prefix the start of its name
     */
    public static Path temporary(String prefix) throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix);
    }

    /**
     * Deletes a folder with its content, if it exists; links are deleted, not followed. Other processes may be deleting
     * it at the same time.
     */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return continueIfGone(e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
            if (e != null) {
                continueIfGone(e);
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
        }

        private static FileVisitResult continueIfGone(IOException e) throws IOException {
            if (!(e instanceof NoSuchFileException)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    /** Deletes a folder with its content; files that cannot be deleted are left, which does no harm. */
    public static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The next user of the name deletes it again and reports a failure.
        }
    }
}
