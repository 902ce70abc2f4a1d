package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import io.millrace.file.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Folders for temporary files that only their owner can read, and that do not accumulate when processes are killed.
 *
 * <p>The folder of a process has an unpredictable name, is locked as long as the process lives, and is deleted at its
 * end; the folder of a killed process is deleted by the next process.
 */
public final class ScratchFolder {
    private static final String PROPERTY = "java.io.tmpdir";
    private static final String NAME = "millrace-[0-9a-f]{32}";
    private static final String LOCK = "lock";

    /** A folder without a lock may just be being created. */
    private static final Duration CREATION_TIMEOUT = Duration.ofMinutes(10);

    /**
     * Keeps a reference, because the garbage collector closes an unreferenced channel and thereby releases its lock.
     */
    private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

    private ScratchFolder() {}

    /**
     * Creates the folder of this process and makes the JVM use it for temporary files. Must be called before the first
     * temporary file is created, because the JVM looks up its folder only once.
     *
     * @throws IOException if no folder can be created in the system's folder for temporary files
     */
    public static Path openForThisProcess() throws IOException {
        Path parent = Path.of(System.getProperty(PROPERTY));
        byte[] name = new byte[16];
        new SecureRandom().nextBytes(name);
        Path folder = Files.createDirectory(
                parent.resolve("millrace-" + HexFormat.of().formatHex(name)), owned(parent));
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        HELD.add(channel.lock());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.deleteQuietly(folder), "scratch-folder"));
        System.setProperty(PROPERTY, folder.toString());
        deleteThoseOfDeadProcesses(folder);
        return folder;
    }

    /**
     * Empties a folder and makes it private.
     *
     * @param folder folder, created if it does not exist
     */
    public static void empty(Path folder) throws IOException {
        Folders.delete(folder);
        Path parent = requireNonNull(folder.toAbsolutePath().getParent(), "parent");
        Files.createDirectories(parent);
        Files.createDirectory(folder, owned(parent));
    }

    /**
     * Makes the JVM use a folder for temporary files during a task. The folder is empty at first and deleted afterwards.
     *
     * @param folder folder, created if it does not exist
     * @return result of the task
     */
    public static <T> T during(Path folder, Callable<T> task) throws Exception {
        String before = System.getProperty(PROPERTY);
        empty(folder);
        System.setProperty(PROPERTY, folder.toAbsolutePath().toString());
        try {
            return task.call();
        } finally {
            System.setProperty(PROPERTY, before);
            Folders.deleteQuietly(folder);
        }
    }

    private static void deleteThoseOfDeadProcesses(Path own) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                own.getParent(), path -> path.getFileName().toString().matches(NAME) && !path.equals(own))) {
            all.forEach(others::add);
        }
        for (Path other : others) {
            try {
                if (isOfTheSameUser(other, own) && isAbandoned(other)) {
                    Folders.delete(other);
                }
            } catch (IOException e) {
                continue; // Its process is ending, or another start deletes it.
            }
        }
    }

    private static boolean isOfTheSameUser(Path folder, Path own) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Instant made =
                    Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
            return made.isBefore(Instant.now().minus(CREATION_TIMEOUT));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // It belongs to this process.
        }
    }

    private static FileAttribute<?>[] owned(Path parent) {
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
