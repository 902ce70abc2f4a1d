package io.millrace.jobs.split;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.HeldOutResults;
import io.millrace.jobs.folder.RunFiles;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.heldout.HeldOut;
import io.millrace.jobs.heldout.HeldOutWatch;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.local.Conclusion;
import io.millrace.jobs.local.IdleWaits;
import io.millrace.jobs.local.ProgressTracker;
import io.millrace.jobs.local.Tracking;
import io.millrace.jobs.local.Waits;
import io.millrace.jobs.start.Inputs;
import io.millrace.jobs.submit.SubmittedRun;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.learner.Steps;
import io.millrace.metric.Metric;
import io.millrace.policy.PolicyStore;
import io.millrace.track.TrackerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The learner: it owns the run's results, so it also evaluates versions, passes steps to trackers and reports. */
final class LearnerHalf implements Half {
    private final MillraceConfig config;
    private final RunFolder folder;
    private final Screen screen;
    private final PolicyStore store;
    private final HeldOut heldOut;
    private final HeldOutResults results;
    private final boolean measures;

    LearnerHalf(MillraceConfig config, RunFolder folder, Screen screen, SubmittedRun run) throws IOException {
        this.config = config;
        this.folder = folder;
        this.screen = screen;
        store = new PolicyStore(folder.store());
        measures = config.policy().capabilities().learns();
        heldOut = new HeldOut(
                config, run.parts(), (measures ? Inputs.heldOut(config) : Inputs.training(config)).dataset());
        results = HeldOutResults.read(folder.heldOutResults(), screen);
        if (measures && results.all().isEmpty()) {
            results.add(heldOut.measure(0));
        }
        results.all().forEach(result -> screen.print(HeldOutResults.line(result)));
    }

    @Override
    public boolean isComplete() throws IOException {
        Steps taken = RunFiles.steps(folder);
        boolean complete = taken.complete(config.run().steps(), config.run().tokens())
                && store.ofStep(taken.last()).isPresent();
        if (complete) {
            tracking().close(); // Sends steps that a killed process did not send.
            conclusion().ofComplete(heldOut, results, taken.last());
        }
        return complete;
    }

    @Override
    public Tracking tracking() {
        return Tracking.open(
                config.trackers(),
                new TrackerContext(folder.trackers(), InstantSource.system()),
                Tracking.Sources.of(channels()),
                screen::print,
                System::nanoTime);
    }

    @Override
    public ProgressTracker progress() {
        if (config.learner().isOutside()) {
            return ProgressTracker.ofOutsideLearner(
                    config.run(), store, results::all, System::nanoTime, LearnerHalf::acknowledged);
        }
        ProgressTracker progress = new ProgressTracker(config.run(), store, results::all, System::nanoTime);
        progress.onAttempt(this::forgetAfter);
        return progress;
    }

    /** Removes results of a failed attempt for steps after the one that its successor continues from. */
    private void forgetAfter(long step) {
        try {
            results.cutAfter(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public HeldOutWatch heldOut() {
        int every = measures ? config.evaluation().every() : 0;
        return new HeldOutWatch(heldOut::measure, store, results, screen, every);
    }

    @Override
    public Waits waits(String starting) {
        String waiting = config.learner().isOutside()
                ? "waiting for the outside learner, whose newest version is of step %d"
                : "waiting for minibatches of the rollout after step %d";
        return new IdleWaits(
                new FirstVersion(starting),
                progress -> progress.step() + acknowledged(),
                progress -> waiting.formatted(progress.step()),
                System::nanoTime);
    }

    /** Steps that an outside learner has acknowledged. */
    private static long acknowledged() {
        return (long) LiveMetrics.current().max(Metric.STEPS_ACKNOWLEDGED);
    }

    @Override
    public boolean conclude(ProgressTracker progress, Path savepoint) throws Exception {
        long ended = channels().ledger().held().next();
        return conclusion().ofTraining(store, progress, heldOut, results, ended, savepoint);
    }

    private JobChannels channels() {
        return JobChannels.in(folder.root(), config.channels());
    }

    private Conclusion conclusion() {
        return new Conclusion(config, folder, screen);
    }

    @Override
    public void close() {
        heldOut.close();
    }
}
