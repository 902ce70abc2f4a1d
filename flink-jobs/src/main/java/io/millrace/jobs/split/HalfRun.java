package io.millrace.jobs.split;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.Registrations;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunLock;
import io.millrace.jobs.folder.ScratchFolder;
import io.millrace.jobs.local.EngineStart;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.local.RestoredJob;
import io.millrace.jobs.local.StartListener;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.submit.RunJobs;
import io.millrace.jobs.submit.SubmittedKind;
import io.millrace.jobs.submit.SubmittedRun;
import io.millrace.jobs.topology.JobChannels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One half of a run as a process on this machine: rollout or learner. Each is started, stopped, killed and resumed by
 * itself; its checkpoints, savepoints and log are in its own folder within the run's.
 */
public final class HalfRun {
    private final MillraceConfig config;
    private final RunFolder folder;
    private final SubmittedKind kind;
    private final Screen screen;
    private final AtomicBoolean stop = new AtomicBoolean();
    private List<String> changes = List.of();
    private StartListener startListener = StartListener.NONE;

    /**
     * @param config configuration of the run
     * @param folder folder of the run
     * @param kind which half
     * @param screen output for progress
     */
    public HalfRun(MillraceConfig config, RunFolder folder, SubmittedKind kind, Screen screen) {
        this.config = requireNonNull(config, "config");
        this.folder = requireNonNull(folder, "folder");
        this.kind = requireNonNull(kind, "kind");
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * Makes a resumed run report the changes of its configuration.
     *
     * @param lines one line per changed option
     */
    public void changed(List<String> lines) {
        changes = List.copyOf(lines);
    }

    /** Registers a listener that follows the start. */
    public void onStart(StartListener listener) {
        startListener = requireNonNull(listener, "listener");
    }

    /** Requests a stop with a savepoint; returns at once. */
    public void stop() {
        stop.set(true);
        screen.print("stopping with a savepoint; press Ctrl-C again to end at once");
    }

    /**
     * Runs the half until the run has taken all its steps or a stop is requested.
     *
     * @param resume whether to resume from the half's newest checkpoint or savepoint, if there is one
     * @throws RefusedException if it cannot be started as requested
     * @throws RunException if it fails
     */
    public LocalRun.End run(boolean resume) throws Exception {
        EngineStart.inBackground(config);
        JobChannels channels = ChannelStart.prepare(config, folder);
        RunLock lock = RunLock.take(folder, kind.part());
        try {
            new Registrations(folder).mustNotRun(kind.part());
            return runLocked(channels, resume);
        } finally {
            lock.close();
        }
    }

    private LocalRun.End runLocked(JobChannels channels, boolean resume) throws Exception {
        List<RestorePoint> points = restorePoints(channels, resume);
        RunFolder own = folder.half(kind.part());
        startListener.preparing("reading data");
        startListener.opened();
        return ScratchFolder.during(own.temporary(), () -> run(own, points));
    }

    private LocalRun.End run(RunFolder own, List<RestorePoint> points) throws Exception {
        SubmittedRun run = SubmittedRun.prepareLocked(config, folder, kind, screen);
        startListener.preparing("loading the policy");
        screen.print("%s: %s of the run in %s%s"
                .formatted(
                        config.run().name(), kind.part().word(), folder.root(), points.isEmpty() ? "" : ", resumed"));
        changes.forEach(screen::print);
        Half half = kind == SubmittedKind.ROLLOUT
                ? new RolloutHalf(config, folder, screen)
                : new LearnerHalf(config, folder, screen, run);
        try (half) {
            if (!points.isEmpty() && half.isComplete()) {
                return LocalRun.End.DONE;
            }
            if (stop.get()) {
                return LocalRun.End.NOT_STARTED;
            }
            startListener.preparing("starting the job");
            HalfSession session = new HalfSession(config, folder, kind, run, screen);
            return new RestoredJob(own, screen)
                    .run(points, (from, beginning) -> session.run(half, from, beginning, stop, startListener));
        }
    }

    private List<RestorePoint> restorePoints(JobChannels channels, boolean resume) throws IOException {
        folder.channelsMustBeSound();
        List<RestorePoint> points = new RunJobs(folder).restorePoints(kind);
        if (!resume && !points.isEmpty()) {
            throw new RefusedException(
                    "run %s: the folder already contains the %s of a run: continue it with --resume, or choose another folder with --out"
                            .formatted(folder.root(), kind.part().word()));
        }
        if (points.isEmpty()) {
            if (!Files.exists(folder.identity())) {
                folder.mustBeUnused();
            }
            kind.mustBeNew(folder, channels, "choose another folder with --out, and other channels");
        }
        return points;
    }
}
