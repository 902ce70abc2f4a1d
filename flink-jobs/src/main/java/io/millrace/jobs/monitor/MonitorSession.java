package io.millrace.jobs.monitor;

import static java.util.Objects.requireNonNull;

import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunLock;
import io.millrace.jobs.folder.ScratchFolder;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.local.Plans;
import io.millrace.jobs.local.RestoredJob;
import io.millrace.jobs.local.Training;
import io.millrace.jobs.restore.RestorePointKeeper;
import io.millrace.jobs.restore.UnrestorableException;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Monitors runs in this process, from where an earlier session in the same folder has ended: to the end of their channels, or until it is
 * stopped. Either way the job is stopped with a savepoint, so all that it has read is published and the next session reads on.
 */
public final class MonitorSession {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** Restarts before the first checkpoint after which a damaged restore point is given up. */
    private static final int RESTORE_TRIES = 3;

    private static final int STOP_TRIES = 3;

    private final MonitorFolder folder;
    private final List<MonitorSource> sources;
    private final List<String> set;
    private final Screen screen;
    private final FaultPlan faults;
    private final AtomicBoolean stop = new AtomicBoolean();
    private int failedStops;

    /**
     * @param sources the runs; empty to continue with those of the folder
     * @param set options of the monitor, {@code KEY=VALUE}
     * @param screen output for reports
     * @param faults injected failures
     */
    public MonitorSession(
            MonitorFolder folder, List<MonitorSource> sources, List<String> set, Screen screen, FaultPlan faults) {
        this.folder = requireNonNull(folder, "folder");
        this.sources = List.copyOf(sources);
        this.set = List.copyOf(set);
        this.screen = requireNonNull(screen, "screen");
        this.faults = requireNonNull(faults, "faults");
    }

    /** The folders of the runs of a monitor, or the beginnings of their channels' addresses; empty if it is new. */
    public static List<String> places(MonitorFolder folder) {
        return MonitoredRuns.read(folder)
                .map(recorded ->
                        recorded.runs().stream().map(MonitoredRuns.Entry::place).toList())
                .orElse(List.of());
    }

    /** Requests a stop; returns at once. */
    public void stop() {
        stop.set(true);
        screen.print("stopping with a savepoint; press Ctrl-C again to end at once");
    }

    /**
     * Runs the job.
     *
     * @param follow whether to wait for more records until a stop is requested
     * @return what was read and written, after the end of the job
     * @throws RefusedException if it cannot be started as requested
     * @throws RunException if it fails
     */
    public MonitorSetup run(boolean follow) throws Exception {
        MonitorSetup.check(folder, sources, set);
        ExclusiveFile lock = lock();
        try {
            MonitorSetup setup = MonitorSetup.of(folder, sources, set, follow);
            List<RunLock> locks = new ArrayList<>();
            try {
                setup.runs().forEach(run -> locks.add(RunLock.take(new RunFolder(run.folder()))));
                return ScratchFolder.during(folder.job().temporary(), () -> runLocked(setup));
            } finally {
                locks.forEach(RunLock::close);
            }
        } finally {
            lock.close();
        }
    }

    private ExclusiveFile lock() {
        try {
            return ExclusiveFile.take(folder.lock())
                    .orElseThrow(() -> new RefusedException(
                            "monitor %s is in use by another process: stop it or choose another --out"
                                    .formatted(folder.root())));
        } catch (IOException e) {
            throw new RefusedException(
                    "monitor %s: the folder could not be written (%s): choose another --out"
                            .formatted(folder.root(), e),
                    e);
        }
    }

    private MonitorSetup runLocked(MonitorSetup setup) throws Exception {
        RestoredJob restored = new RestoredJob(folder.job(), screen);
        boolean done = false;
        while (!done) {
            // The job may have failed while it was stopped, or restarted just before, and then has not read to the end.
            done = restored.run(
                    RestorePoint.of(folder.job()), (from, beginning) -> attempt(setup, restored, from, beginning));
        }
        return setup;
    }

    /** Whether all has been read that is to be read. */
    private boolean attempt(
            MonitorSetup setup, RestoredJob restored, Optional<RestorePoint> from, Training.Beginning beginning)
            throws Exception {
        EmbeddedJob job = restored.start(from, beginning, path -> start(setup, path));
        RestorePointKeeper keeper = new RestorePointKeeper(
                folder.job(), job.id(), setup.config().stream().checkpointsKept());
        try {
            await(job, setup, beginning);
            if (!stop(job)) {
                return false;
            }
        } finally {
            keeper.close();
            screen.freeze();
        }
        return stop.get() || isComplete(setup);
    }

    /**
     * Stops the job with a savepoint. Whether it has succeeded: if the job fails once the savepoint is written, what it covers is published
     * when a job is restored from it.
     */
    private boolean stop(EmbeddedJob job) throws Exception {
        try {
            job.stop(folder.job().savepoints());
            return true;
        } catch (RunException e) {
            failedStops++;
            if (failedStops == STOP_TRIES) {
                throw e;
            }
            screen.print("%s; the job is restored and stopped again".formatted(e.getMessage()));
            return false;
        }
    }

    private EmbeddedJob start(MonitorSetup setup, Optional<Path> restorePoint) throws Exception {
        return EmbeddedJob.start(
                MonitorFolder.JOB,
                env -> setup.runs().forEach(run -> MonitorJob.build(env, run, faults)),
                1,
                folder.job(),
                Plans.checkpointing(setup.config()),
                restorePoint);
    }

    private void await(EmbeddedJob job, MonitorSetup setup, Training.Beginning beginning) throws Exception {
        long restarts = 0;
        while (!stop.get() && !isComplete(setup)) {
            boolean ended = job.ended(); // Asked first: a job that ends later has its cause in the next round.
            Throwable failure = job.failure(POLL_INTERVAL);
            LiveMetrics live = LiveMetrics.current();
            boolean failed = failure != null || live.restarts() >= RESTORE_TRIES;
            if (failed && beginning.mayBeDamaged() && live.completedCheckpoints() == 0) {
                if (!job.ended()) {
                    job.cancel();
                }
                throw new UnrestorableException(Causes.readable(failure));
            }
            if (failure != null || ended) {
                throw new RunException(
                        "monitor %s: the job failed: %s".formatted(folder.root(), Causes.readable(failure)), failure);
            }
            if (live.restarts() > restarts) {
                restarts = live.restarts();
                screen.print("failure %d: the job restarts from its newest checkpoint; the cause is in %s"
                        .formatted(restarts, folder.job().log()));
            }
            screen.show(setup.end().isPresent() ? "reading episodes" : "following episodes; Ctrl-C ends it");
        }
    }

    private static boolean isComplete(MonitorSetup setup) {
        OptionalLong end = setup.end();
        return end.isPresent() && LiveMetrics.current().sum(Metric.EPISODES_READ) >= end.getAsLong();
    }
}
