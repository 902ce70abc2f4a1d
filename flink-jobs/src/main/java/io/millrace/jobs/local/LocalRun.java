package io.millrace.jobs.local;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.jobs.folder.Registrations;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunLock;
import io.millrace.jobs.folder.RunPart;
import io.millrace.jobs.folder.ScratchFolder;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.restore.RestorePointKeeper;
import io.millrace.jobs.start.ChannelStart;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.start.MethodStart;
import io.millrace.jobs.start.OutsideLearner;
import io.millrace.jobs.start.StartReport;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.watch.AlarmThread;
import io.millrace.learner.Steps;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.PolicyStore;
import io.millrace.track.TrackerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run on this machine from start to end: evaluate, train while showing progress, stop with a savepoint, evaluate,
 * report.
 *
 * <p>All its output is in its {@link RunFolder}; a run that was stopped or killed at any moment is resumed from there.
 */
public final class LocalRun {
    private final MillraceConfig config;
    private final RunFolder folder;
    private final Screen screen;
    private final FaultPlan faults;
    private final AtomicBoolean stop = new AtomicBoolean();
    private List<String> changes = List.of();
    private StartListener startListener = StartListener.NONE;

    /**
     * @param config configuration of the run
     * @param folder folder of the run
     * @param screen output for progress
     * @param faults injected failures
     */
    public LocalRun(MillraceConfig config, RunFolder folder, Screen screen, FaultPlan faults) {
        this.config = requireNonNull(config, "config");
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
        this.faults = requireNonNull(faults, "faults");
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

    /** The result of a run. */
    public enum End {
        /** All steps have been taken. */
        DONE,
        /** It was stopped on request, and can be resumed. */
        STOPPED,
        /** It was stopped on request before it began to train; there is nothing to resume. */
        NOT_STARTED
    }

    /** Requests a stop with a savepoint; returns at once. */
    public void stop() {
        stop.set(true);
        screen.print("stopping with a savepoint; press Ctrl-C again to end at once");
    }

    /**
     * Runs.
     *
     * @param resume whether to resume from the folder's newest checkpoint or savepoint
     * @throws RefusedException if it cannot be started as requested
     * @throws RunException if it fails
     */
    public End run(boolean resume) throws Exception {
        OutsideLearner.check(config, false);
        EngineStart.inBackground(config);
        List<RestorePoint> points = Inputs.restorePoints(folder, resume);
        startListener.preparing("reading data");
        Inputs inputs = Inputs.of(config, folder, resume, points);
        new MethodStart(config).check(inputs.policy().given());
        EngineStart.checkServers(config, inputs.policy().given());
        JobChannels channels = ChannelStart.prepare(config, folder);
        if (!resume) {
            ChannelStart.mustBeEmptyElsewhere(channels, folder);
        }
        RunLock lock = RunLock.take(folder);
        try {
            new Registrations(folder).mustNotRun(RunPart.ONLINE);
            return runWithScratchFolder(inputs, resume);
        } finally {
            lock.close();
        }
    }

    private End runWithScratchFolder(Inputs inputs, boolean resume) throws Exception {
        if (!resume) {
            folder.clear(inputs.policy().given());
            inputs.identity().write(folder.identity()); // Written first, because it marks the folder as a run's.
        }
        startListener.opened();
        startListener.preparing("loading the policy");
        return ScratchFolder.during(folder.temporary(), () -> run(inputs, resume));
    }

    private End run(Inputs inputs, boolean resume) throws Exception {
        ConfiguredParts parts = ConfiguredParts.of(config, inputs.policy().complete(folder));
        try (HeldOut heldOut = new HeldOut(
                config, parts, inputs.heldOut().orElse(inputs.training()).dataset())) {
            Steps taken = resume ? RunFiles.steps(folder) : new Steps(List.of());
            if (resume) {
                screen.print("%s continues from step %d%s"
                        .formatted(
                                folder.root(),
                                taken.last(),
                                config.run().steps() == 0
                                        ? ""
                                        : " of " + config.run().steps()));
                changes.forEach(screen::print);
            }
            new StartReport(config, folder, screen).of(inputs, heldOut.tokenizer(), resume);
            SmallFile.replace(folder.config(), config.toYaml());
            HeldOutResults results = resume
                    ? HeldOutResults.read(folder.heldOutResults(), screen)
                    : HeldOutResults.none(folder.heldOutResults());
            if (config.policy().capabilities().learns() && results.all().isEmpty()) {
                startListener.preparing("evaluating the starting policy");
                results.add(heldOut.measure(0));
            }
            results.all().forEach(result -> screen.print(HeldOutResults.line(result)));
            if (stop.get()) {
                return End.NOT_STARTED;
            }
            if (resume && finished(taken)) {
                tracking().close(); // Sends steps that a killed session did not send.
                conclusion().ofComplete(heldOut, results, taken.last());
                return End.DONE;
            }
            startListener.preparing("preparing the methods");
            ConfiguredParts complete =
                    new MethodStart(config).complete(parts, inputs.training().dataset(), folder, screen);
            return train(complete, heldOut, results, inputs);
        }
    }

    /** Whether all requested steps have been taken or all tokens sampled, and the last version exists. */
    private boolean finished(Steps taken) {
        return taken.complete(config.run().steps(), config.run().tokens())
                && new PolicyStore(folder.store()).ofStep(taken.last()).isPresent();
    }

    private End train(ConfiguredParts parts, HeldOut heldOut, HeldOutResults results, Inputs inputs) throws Exception {
        FirstVerdictsCheck grades = new FirstVerdictsCheck(
                String.join(", ", inputs.training().tasks()),
                config.sampling().maxTokens(),
                JobChannels.location(channels().deadLetters()));
        return new RestoredJob(folder, screen)
                .run(
                        inputs.restorePoints(),
                        (from, beginning) -> train(parts, heldOut, results, from, grades, beginning));
    }

    private End train(
            ConfiguredParts parts,
            HeldOut heldOut,
            HeldOutResults results,
            Optional<RestorePoint> from,
            FirstVerdictsCheck grades,
            Training.Beginning beginning)
            throws Exception {
        try (Tracking tracking = tracking();
                AlarmThread alarms =
                        AlarmThread.of(config, folder, () -> IdleWaits.awaitsPrompts(config.data()), screen::print)) {
            alarms.start();
            startListener.preparing("starting the job");
            Files.deleteIfExists(folder.report()); // It belongs to earlier steps.
            PolicyStore store = new PolicyStore(folder.store());
            ProgressTracker progress = new ProgressTracker(config.run(), store, results::all, System::nanoTime);
            progress.onAttempt(step -> forgetAfter(step, results));
            EmbeddedJob job = new RestoredJob(folder, screen)
                    .start(
                            from,
                            beginning,
                            path -> EmbeddedJob.start(
                                    config.run().name(),
                                    parts,
                                    Plans.of(config, folder, faults),
                                    folder,
                                    Plans.checkpointing(config),
                                    path));
            startListener.preparing("");
            Training training = new Training(job, folder, progress, screen, beginning, waits(beginning.text()));
            Path savepoint;
            boolean measures = config.policy().capabilities().learns();
            int every = measures ? config.evaluation().every() : 0;
            RestorePointKeeper keeper =
                    new RestorePointKeeper(folder, job.id(), config.stream().checkpointsKept());
            try (HeldOutWatch watch = new HeldOutWatch(heldOut::measure, store, results, screen, every)) {
                savepoint = training.await(stop, watch, grades, tracking);
            } finally {
                keeper.close();
            }
            return conclusion().ofTraining(store, progress, heldOut, results, training.read(), savepoint)
                    ? End.DONE
                    : End.STOPPED;
        }
    }

    private Waits waits(String starting) {
        Waits start = new FirstResponses(starting);
        return config.data().stream().enabled() ? IdleWaits.forPrompts(start, System::nanoTime) : start;
    }

    private JobChannels channels() {
        return JobChannels.in(folder.root(), config.channels());
    }

    private Tracking tracking() {
        TrackerContext context = new TrackerContext(folder.trackers(), InstantSource.system());
        return Tracking.open(
                config.trackers(), context, Tracking.Sources.of(channels()), screen::print, System::nanoTime);
    }

    /** Removes results of a failed attempt for steps after the one that its successor continues from. */
    private static void forgetAfter(long step, HeldOutResults results) {
        try {
            results.cutAfter(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Conclusion conclusion() {
        return new Conclusion(config, folder, screen);
    }
}
