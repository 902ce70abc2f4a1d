package io.millrace.jobs.submit;

import io.millrace.jobs.folder.RestorePoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Complete checkpoints and savepoints of jobs on any file system of Flink, for instance an object store. Those in a
 * run's folder are also found by {@link RestorePoint}.
 *
 * @param checkpoints folders that contain a folder of checkpoints for each job
 * @param savepoints folders that contain savepoints
 * @param local restore points of processes of the run that are not jobs of a cluster
 */
record FlinkRestorePoints(List<String> checkpoints, List<String> savepoints, List<RestorePoint> local) {
    /** Number of digits of a job id in the name of a savepoint. */
    private static final int ID_IN_SAVEPOINT = 6;

    private record Found(Path folder, long time) {}

    FlinkRestorePoints {
        checkpoints = checkpoints.stream().distinct().toList();
        savepoints = savepoints.stream().distinct().toList();
        local = List.copyOf(local);
    }

    FlinkRestorePoints(List<String> checkpoints, List<String> savepoints) {
        this(checkpoints, savepoints, List.of());
    }

    FlinkRestorePoints with(List<RestorePoint> ofProcesses) {
        return new FlinkRestorePoints(checkpoints, savepoints, ofProcesses);
    }

    /** The newest restore point of some jobs, or of local processes. */
    Optional<String> newestOfAll(List<String> jobs) throws IOException {
        List<Found> found = of(jobs);
        local.forEach(point ->
                found.add(new Found(new Path(point.path().toUri()), point.time().toMillis())));
        return latest(found);
    }

    /** First characters of the names of a job's savepoints. */
    static String savepointPrefix(String job) {
        return "savepoint-" + job.substring(0, ID_IN_SAVEPOINT);
    }

    /** The newest restore point of some jobs. */
    Optional<String> newest(List<String> jobs) throws IOException {
        return latest(of(jobs));
    }

    private List<Found> of(List<String> jobs) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String job : jobs) {
            for (String parent : checkpoints) {
                find(new Path(parent, job), "chk-", found);
            }
            for (String parent : savepoints) {
                find(new Path(parent), savepointPrefix(job), found);
            }
        }
        return found;
    }

    private static Optional<String> latest(List<Found> found) {
        return found.stream()
                .max(Comparator.comparingLong(Found::time)
                        .thenComparing(point -> point.folder().toString()))
                .map(newest -> newest.folder().toString());
    }

    private static void find(Path parent, String prefix, List<Found> found) throws IOException {
        FileSystem files = parent.getFileSystem();
        for (FileStatus child : children(files, parent)) {
            if (child.getPath().getName().startsWith(prefix)) {
                metadata(files, child.getPath())
                        .ifPresent(file -> found.add(new Found(child.getPath(), file.getModificationTime())));
            }
        }
    }

    private static List<FileStatus> children(FileSystem files, Path folder) throws IOException {
        try {
            FileStatus[] children = files.listStatus(folder);
            return children == null ? List.of() : List.of(children);
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** The file that completes a checkpoint. */
    private static Optional<FileStatus> metadata(FileSystem files, Path folder) throws IOException {
        try {
            return Optional.of(files.getFileStatus(new Path(folder, RestorePoint.METADATA)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
