package io.millrace.jobs.restore;

import static java.util.Objects.requireNonNull;

import io.millrace.file.Folders;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the restore points of a run while its job runs: records the files of each new one, so that damage is
 * detected before a job is restored from it, and deletes those of earlier attempts once there are enough newer ones.
 *
 * <p>Flink itself deletes checkpoints of the running job.
 */
public final class RestorePointKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePointKeeper.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LAST_LOOK = Duration.ofMinutes(1);

    private final RunFolder run;
    private final String job;
    private final int kept;
    private final Thread thread = new Thread(this::watch, "restore-points");
    private final SharedFiles shared = new SharedFiles();
    private volatile boolean closed;

    /**
     * Starts the periodic check.
     *
     * @param run its folder
     * @param job id of the running job, which is the name of its checkpoint folder
     * @param kept number of newest restore points to keep over all attempts, at least 1
     */
    public RestorePointKeeper(RunFolder run, String job, int kept) {
        this.run = requireNonNull(run, "run");
        this.job = requireNonNull(job, "job");
        this.kept = kept;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!closed) {
            check();
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
        check(); // The savepoint of an orderly stop.
    }

    /** Checks once. Failures are logged and retried at the next check. */
    private void check() {
        try {
            boolean ended = closed; // Read first: a savepoint may be completed between the next two lines.
            List<RestorePoint> points = RestorePoint.of(run);
            for (RestorePoint point : points) {
                // Restore points of earlier jobs may be damaged by now; recording them now would take the damage for
                // the original.
                if (isOfTheJob(point) && !point.hasRecord()) {
                    recordFiles(point);
                }
            }
            for (Path folder : superfluous(points, ended)) {
                Folders.delete(folder);
            }
            deleteRecordsOfDeleted();
        } catch (IOException | RuntimeException e) {
            LOG.warn("run {}: restore points could not be checked", run.root(), e);
        }
    }

    private void recordFiles(RestorePoint point) throws IOException {
        try {
            point.recordFiles(shared);
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted meanwhile", point.path());
        }
    }

    /**
     * Folders of earlier jobs, and savepoints, that contain none of the newest restore points.
     *
     * @param newestFirst all restore points
     * @param ended whether the job had ended before they were listed; else a savepoint that is not among them is being
     *     written, or has been completed since
     */
    List<Path> superfluous(List<RestorePoint> newestFirst, boolean ended) throws IOException {
        List<Path> superfluous = new ArrayList<>();
        if (newestFirst.stream().noneMatch(this::isOfTheJob)) {
            return superfluous;
        }
        Set<Path> listed = new LinkedHashSet<>();
        newestFirst.forEach(point -> listed.add(point.owner(run)));
        Set<Path> needed = new LinkedHashSet<>();
        newestFirst.stream().limit(kept).forEach(point -> needed.add(point.owner(run)));
        needed.add(run.checkpoints().resolve(job));
        for (Path parent : List.of(run.checkpoints(), run.savepoints())) {
            for (Path folder : children(parent)) {
                boolean isNew = !ended && folder.startsWith(run.savepoints()) && !listed.contains(folder);
                if (Files.isDirectory(folder) && !needed.contains(folder) && !isNew) {
                    superfluous.add(folder);
                }
            }
        }
        return superfluous;
    }

    private boolean isOfTheJob(RestorePoint point) {
        return point.path().startsWith(run.checkpoints().resolve(job))
                || point.path().getFileName().toString().startsWith("savepoint-" + job.substring(0, 6));
    }

    private void deleteRecordsOfDeleted() throws IOException {
        for (Path parent : List.of(run.checkpoints().resolve(job), run.savepoints())) {
            for (Path file : children(parent)) {
                String name = file.getFileName().toString();
                if (name.endsWith(RestorePoint.RECORD)
                        && !Files.exists(
                                parent.resolve(name.substring(0, name.length() - RestorePoint.RECORD.length())))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** Checks for the last time, after the end of the job. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LAST_LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
