package io.millrace.jobs.run;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The stretch of a run in which its job trains: watched until all steps are taken or a stop is asked for, then stopped. */
final class Training {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final EmbeddedJob job;
    private final RunFolder folder;
    private final ProgressTracker progress;
    private final Screen screen;
    private long restarts;

    Training(EmbeddedJob job, RunFolder folder, ProgressTracker progress, Screen screen) {
        this.job = requireNonNull(job, "job");
        this.folder = requireNonNull(folder, "folder");
        this.progress = requireNonNull(progress, "progress");
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * Watches the job and stops it.
     *
     * @param stop becomes true when a stop is asked for
     * @return the savepoint
     * @throws RunException if the job fails for good
     */
    Path await(AtomicBoolean stop, HeldOutWatch heldOut) throws Exception {
        try {
            while (!stop.get() && !progress.finished()) {
                Throwable failure = job.failure(LOOK);
                if (failure != null || job.ended()) {
                    throw new RunException(
                            "run %s: the job failed: %s".formatted(folder.root(), Causes.readable(failure)), failure);
                }
                sayRestarts();
                var now = progress.look();
                if (progress.started()) {
                    screen.show(now);
                    heldOut.look(progress.step());
                }
            }
            heldOut.close();
            screen.finish(progress.look());
            return job.stop(folder.savepoints());
        } finally {
            screen.leave();
        }
    }

    /** Visits that entered the stream, those of earlier sessions included. */
    long read() {
        return (long) LiveMetrics.current().sum(Metric.VISITS_READ);
    }

    private void sayRestarts() {
        long now = LiveMetrics.current().restarts();
        if (now > restarts) {
            screen.say("failure %d: the job goes back to its newest checkpoint; the cause is in %s"
                    .formatted(now, folder.log()));
            restarts = now;
        }
    }
}
