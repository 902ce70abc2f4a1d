package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.DiskSpace;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.live.CheckpointFailures;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.restore.UnrestorableException;
import io.millrace.metric.Metric;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training phase of a run: monitors the job until all steps are taken or a stop is requested, then stops it. */
public final class Training {
    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    /** Single checkpoint failures are normal while a job starts or restarts. */
    private static final int FAILED_CHECKPOINTS = 3;

    /** A failure unrelated to the checkpoint may be transient. */
    private static final int RESTORE_TRIES = 3;

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

    private final EmbeddedJob job;
    private final RunFolder folder;
    private final ProgressTracker progress;
    private final Screen screen;
    private final Beginning beginning;
    private final Waits waits;
    private final DiskSpace disk;
    private final CheckpointFailures checkpointFailures = new CheckpointFailures(System::nanoTime);
    private boolean recovered;
    private long checkpointsReportedNanos = System.nanoTime() - REPORT_INTERVAL.toNanos();
    private long restarts;

    /**
     * The start of the job.
     *
     * @param text text shown until the first responses arrive
     * @param restores whether it restores a checkpoint
     * @param mayBeDamaged whether the checkpoint may be damaged, because it has no list of files, and there is an older
     *     one
     */
    public record Beginning(String text, boolean restores, boolean mayBeDamaged) {}

    /** @param waits tells what the job waits for */
    public Training(
            EmbeddedJob job,
            RunFolder folder,
            ProgressTracker progress,
            Screen screen,
            Beginning beginning,
            Waits waits) {
        this.job = requireNonNull(job, "job");
        this.folder = requireNonNull(folder, "folder");
        this.progress = requireNonNull(progress, "progress");
        this.screen = requireNonNull(screen, "screen");
        this.disk = DiskSpace.of(folder.root());
        this.waits = requireNonNull(waits, "waits");
        this.beginning = beginning;
    }

    /**
     * Monitors the job and stops it.
     *
     * @param stop becomes true when a stop is requested
     * @param verdicts checks the first verdicts
     * @param tracking receives the steps as they are published
     * @return the savepoint
     * @throws RunException if the job fails permanently
     * @throws UnrestorableException if it fails before any progress, and its checkpoint may be damaged
     */
    public Path await(AtomicBoolean stop, HeldOutWatch heldOut, FirstVerdictsCheck verdicts, Tracking tracking)
            throws Exception {
        try {
            while (!stop.get() && !progress.finished()) {
                boolean ended = job.ended(); // Asked first: a job that ends later has its cause in the next round.
                Throwable failure = job.failure(POLL_INTERVAL);
                giveUpIfUnrestorable(failure);
                if (failure != null || ended) {
                    throw new RunException(
                            "run %s: the job failed%s: %s"
                                    .formatted(
                                            folder.root(),
                                            progress.advanced()
                                                    ? ""
                                                    : " before its first step (%s)".formatted(beginning.text()),
                                            Causes.readable(failure)),
                            failure);
                }
                reportRestarts();
                reportCheckpoints();
                disk.report().ifPresent(screen::print);
                warn(verdicts.check(LiveMetrics.current()));
                var now = progress.update();
                tracking.sendNew();
                String waiting = waits.text(progress);
                if (waiting.isEmpty()) {
                    screen.show(now);
                } else {
                    screen.show(waiting);
                }
                reportRecovery();
                if (progress.started()) {
                    heldOut.startIfDue(progress.step());
                }
            }
            heldOut.close();
            screen.finish(progress.update());
            return job.stop(folder.savepoints());
        } finally {
            screen.freeze();
        }
    }

    /** Number of visits that entered the stream, including those of earlier sessions. */
    long read() {
        return (long) LiveMetrics.current().sum(Metric.VISITS_READ);
    }

    private void giveUpIfUnrestorable(@Nullable Throwable failure) throws Exception {
        boolean failed = failure != null || LiveMetrics.current().restarts() >= RESTORE_TRIES;
        if (!beginning.mayBeDamaged() || !failed || progress.advanced()) {
            return;
        }
        if (!job.ended()) {
            job.cancel();
        }
        throw new UnrestorableException(
                failure == null ? "the cause is in %s".formatted(folder.log()) : Causes.readable(failure));
    }

    private void warn(Optional<String> warning) {
        warning.ifPresent(text -> {
            screen.print(text);
            LOG.warn(text);
        });
    }

    private void reportRestarts() {
        long now = LiveMetrics.current().restarts();
        if (now > restarts) {
            screen.print("failure %d: the job restarts from its newest checkpoint; the cause is in %s"
                    .formatted(now, folder.log()));
            restarts = now;
            waits.restarted();
        }
    }

    /** Reports once, for a resumed run, the time from the start of the process to the first step. */
    private void reportRecovery() {
        if (beginning.restores() && !recovered && progress.advanced()) {
            recovered = true;
            Duration taken =
                    Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
            screen.print("training again %.1f s after the start: step %d"
                    .formatted(taken.toMillis() / 1e3, progress.step()));
        }
    }

    private void reportCheckpoints() {
        long inARow = checkpointFailures.inARow(LiveMetrics.current());
        boolean due = System.nanoTime() - checkpointsReportedNanos > REPORT_INTERVAL.toNanos();
        if (inARow >= FAILED_CHECKPOINTS && due) {
            screen.print(
                    "the last %d checkpoints failed: without checkpoints nothing is published, and a failure loses progress; the cause is in %s"
                            .formatted(inARow, folder.log()));
            checkpointsReportedNanos = System.nanoTime();
        }
    }
}
