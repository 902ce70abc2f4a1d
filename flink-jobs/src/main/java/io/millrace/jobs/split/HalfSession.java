package io.millrace.jobs.split;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.local.FirstVerdictsCheck;
import io.millrace.jobs.local.IdleWaits;
import io.millrace.jobs.local.LocalRun;
import io.millrace.jobs.local.Plans;
import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.RestoredJob;
import io.millrace.jobs.local.StartListener;
import io.millrace.jobs.local.Tracking;
import io.millrace.jobs.local.Training;
import io.millrace.jobs.restore.RestorePointKeeper;
import io.millrace.jobs.submit.SubmittedKind;
import io.millrace.jobs.submit.SubmittedRun;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.watch.AlarmThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the job of one half from a restore point until it ends or is stopped. */
record HalfSession(MillraceConfig config, RunFolder folder, SubmittedKind kind, SubmittedRun run, Screen screen) {
    LocalRun.End run(
            Half half,
            Optional<RestorePoint> from,
            Training.Beginning beginning,
            AtomicBoolean stop,
            StartListener start)
            throws Exception {
        RunFolder own = folder.half(kind.part());
        try (Tracking tracking = half.tracking();
                AlarmThread alarms = alarms()) {
            alarms.start();
            if (kind == SubmittedKind.LEARNER) {
                Files.deleteIfExists(folder.report()); // The existing report covers earlier steps only.
            }
            ProgressTracker progress = half.progress();
            EmbeddedJob job = new RestoredJob(own, screen).start(from, beginning, path -> start(own, path));
            start.preparing("");
            Training training = new Training(job, own, progress, screen, beginning, half.waits(beginning.text()));
            RestorePointKeeper keeper =
                    new RestorePointKeeper(own, job.id(), config.stream().checkpointsKept());
            Path savepoint;
            try (HeldOutWatch watch = half.heldOut()) {
                savepoint = training.await(stop, watch, verdicts(), tracking);
            } finally {
                keeper.close();
            }
            return half.conclude(progress, savepoint) ? LocalRun.End.DONE : LocalRun.End.STOPPED;
        }
    }

    /** The rollout job publishes the distributions, so its process judges the run. */
    private AlarmThread alarms() {
        return kind == SubmittedKind.LEARNER
                ? AlarmThread.none()
                : AlarmThread.of(config, folder, () -> IdleWaits.awaitsPrompts(config.data()), screen::print);
    }

    private EmbeddedJob start(RunFolder own, Optional<Path> restorePoint) throws Exception {
        return EmbeddedJob.start(
                config.run().name(),
                env -> kind.build(env, run.parts(), run.plan()),
                run.plan().parallelism(),
                own,
                Plans.checkpointing(config),
                restorePoint);
    }

    private FirstVerdictsCheck verdicts() {
        return new FirstVerdictsCheck(
                config.data().train().task(),
                config.sampling().maxTokens(),
                JobChannels.location(
                        JobChannels.in(folder.root(), config.channels()).deadLetters()));
    }
}
