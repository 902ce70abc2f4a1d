package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import io.millrace.file.SmallFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A complete checkpoint or savepoint in a run's folder.
 *
 * @param path its folder, which contains {@code _metadata}
 * @param time time of its completion
 */
public record RestorePoint(Path path, FileTime time) {
    public static final String METADATA = "_metadata";

    /** Extension of the file with the list of its files. */
    public static final String RECORD = ".files.json";

    private static final int DEPTH = 3;

    public RestorePoint {
        requireNonNull(path, "path");
        requireNonNull(time, "time");
    }

    /** All restore points of a run, newest first. */
    public static List<RestorePoint> of(RunFolder run) throws IOException {
        List<RestorePoint> found = new ArrayList<>();
        for (Path folder : List.of(run.checkpoints(), run.savepoints())) {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, Set.of(), DEPTH, new Finder(found));
            }
        }
        found.sort(Comparator.comparing(RestorePoint::time).reversed().thenComparing(RestorePoint::path));
        return found;
    }

    /** Path within the run's folder, for messages. */
    public String name(RunFolder run) {
        return run.root().relativize(path).toString();
    }

    /** The folder to delete when none of its restore points is needed: that of a job or of a savepoint. */
    public Path owner(RunFolder run) {
        return path.startsWith(run.checkpoints()) ? requireNonNull(path.getParent()) : path;
    }

    /**
     * Writes the list of its files next to it.
     *
     * @param shared files of the job's checkpoints that have been read before
     * @throws NoSuchFileException if it has been deleted meanwhile
     */
    public void recordFiles(SharedFiles shared) throws IOException {
        SmallFile.replace(list(), RestorePointFiles.read(path, shared).toJson());
    }

    /** Whether there is a list of its files. */
    public boolean hasRecord() {
        return Files.exists(list());
    }

    /** Whether the list of its files is readable, so that {@link #damage()} checks each. */
    public boolean isKnown() {
        return RestorePointFiles.parse(list()).isPresent();
    }

    /** The first fault of its files: file, rule and value; empty if there is none, or if there is no list. */
    public Optional<String> damage() throws IOException {
        Optional<RestorePointFiles> files = RestorePointFiles.parse(list());
        return files.isEmpty() ? Optional.empty() : files.get().damage(path);
    }

    /**
     * The file with the list of its files. It is next to its folder, which Flink deletes only if it contains only
     * Flink's files.
     */
    Path list() {
        return path.resolveSibling(path.getFileName() + RECORD);
    }

    /** Tolerates files that Flink deletes in the background, even after the end of a job. */
    private static final class Finder extends SimpleFileVisitor<Path> {
        private final List<RestorePoint> found;

        private Finder(List<RestorePoint> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return RestorePointFiles.SHARED.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().equals(METADATA)) {
                found.add(new RestorePoint(requireNonNull(file.getParent()), attributes.lastModifiedTime()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return continueIfGone(e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
            return continueIfGone(e);
        }

        private static FileVisitResult continueIfGone(IOException e) throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
