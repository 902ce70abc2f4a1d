package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.restore.RestoreCandidates;
import io.millrace.jobs.restore.UnrestorableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that is started from the newest restore point that can be restored, or from the beginning if there is none.
 *
 * @param folder the folder with the restore points
 * @param screen output for reports
 */
public record RestoredJob(RunFolder folder, Screen screen) {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredJob.class);

    public RestoredJob {
        requireNonNull(folder, "folder");
        requireNonNull(screen, "screen");
    }

    /**
     * One attempt to run the job.
     *
     * @param <T> its result
     */
    public interface Attempt<T> {
        /** @throws UnrestorableException if the restore point turns out to be damaged */
        T run(Optional<RestorePoint> from, Training.Beginning beginning) throws Exception;
    }

    /** Starts the job from a checkpoint or savepoint. */
    public interface Start {
        EmbeddedJob from(Optional<Path> restorePoint) throws Exception;
    }

    /**
     * Runs the job from the newest restore point that can be restored.
     *
     * @param points restore points, newest first
     */
    public <T> T run(List<RestorePoint> points, Attempt<T> attempt) throws Exception {
        RestoreCandidates candidates = new RestoreCandidates(folder, points, screen);
        while (true) {
            Optional<RestorePoint> from = candidates.next();
            try {
                return attempt.run(
                        from,
                        new Training.Beginning(
                                from.map(point -> "restoring from " + point.name(folder))
                                        .orElse("starting"),
                                from.isPresent(),
                                from.isPresent() && !from.get().isKnown() && candidates.hasOlder()));
            } catch (UnrestorableException e) {
                candidates.unrestorable(from.orElseThrow(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Starts the job.
     *
     * @throws UnrestorableException if it fails, and the restore point may be damaged
     * @throws RunException if it fails otherwise when it is restored
     */
    public EmbeddedJob start(Optional<RestorePoint> from, Training.Beginning beginning, Start start) throws Exception {
        try {
            return start.from(from.map(RestorePoint::path));
        } catch (Exception e) {
            if (beginning.mayBeDamaged()) {
                LOG.error("run {}: the job could not be restored from {}", folder.root(), from, e);
                throw new UnrestorableException(Causes.readable(e));
            }
            if (from.isPresent()) {
                throw new RunException(
                        "run %s: the job could not be restored from %s: %s"
                                .formatted(folder.root(), from.get().name(folder), Causes.readable(e)),
                        e);
            }
            throw e;
        }
    }
}
