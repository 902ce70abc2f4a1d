package io.millrace.jobs.run;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.Loaded;
import io.millrace.dataset.Rejected;
import io.millrace.eval.Checkup;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.pipeline.ConfiguredParts;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.PolicyVersion;
import io.millrace.report.BeforeAfter;
import io.millrace.report.Ledger;
import io.millrace.report.RunReport;
import io.millrace.task.PromptMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run on this machine from start to end: measure, train while showing progress, stop with a savepoint, measure, report.
 *
 * <p>What it writes is all in its {@link RunFolder}; a run that was stopped or killed at any moment is resumed from there.
 */
public final class LocalRun {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final MillraceConfig config;
    private final RunFolder folder;
    private final Screen screen;
    private final FaultPlan faults;
    private final AtomicBoolean stop = new AtomicBoolean();

    /**
     * @param config what to run
     * @param folder where
     * @param screen where to show it
     * @param faults injected failures
     */
    public LocalRun(MillraceConfig config, RunFolder folder, Screen screen, FaultPlan faults) {
        this.config = requireNonNull(config, "config");
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
        this.faults = requireNonNull(faults, "faults");
    }

    /** How a run ended. */
    public enum End {
        /** All steps are done. */
        DONE,
        /** It was asked to stop, and can be resumed. */
        STOPPED
    }

    /** Asks the run to stop with a savepoint; returns at once. */
    public void stop() {
        stop.set(true);
    }

    /**
     * Runs.
     *
     * @param resume whether to go on from the folder's newest checkpoint or savepoint
     * @throws RunException if it cannot
     */
    public End run(boolean resume) throws Exception {
        Optional<Path> restorePoint = restorePoint(resume);
        Files.createDirectories(folder.root());
        Loaded training = Datasets.load(
                config.data().train(), PromptMaker.Part.TRAIN, config.task().tasks());
        Path policy = StartingPolicy.prepare(config, folder);
        RunIdentity identity = RunIdentity.of(config, policy, training.dataset());
        if (resume) {
            identity.mustMatch(RunIdentity.read(folder.identity()), folder);
        }
        identity.write(folder.identity());
        Files.writeString(folder.config(), config.toYaml());
        ConfiguredParts parts = ConfiguredParts.of(config, policy);
        try (HeldOut heldOut = new HeldOut(config, parts)) {
            report(training, heldOut);
            CheckupFile before = new CheckupFile(folder.before());
            Checkup start = resume && before.exists() ? before.read() : heldOut.measure(0);
            before.write(start);
            screen.say("held-out before: greedy reward %.3f, accuracy %.1f %%; sampled reward %.3f"
                    .formatted(
                            start.greedy().reward(),
                            100 * start.greedy().accuracy(),
                            start.sampled().reward()));
            return train(parts, heldOut, start, restorePoint);
        }
    }

    private Optional<Path> restorePoint(boolean resume) throws IOException {
        if (!resume) {
            if (folder.used()) {
                throw new RunException(
                        "run %s: must be a new folder, holds a run already: go on with it by --resume, or"
                                        .formatted(folder.root())
                                + " name another folder by --out");
            }
            return Optional.empty();
        }
        Optional<Path> point = folder.latestRestorePoint();
        if (point.isEmpty()) {
            throw new RunException(
                    "run %s: must have a checkpoint or savepoint to be resumed, has none: start it without"
                                    .formatted(folder.root())
                            + " --resume, or name its folder by --out");
        }
        return point;
    }

    private void report(Loaded training, HeldOut heldOut) throws IOException {
        List<Rejected> rejected = new ArrayList<>(training.rejected());
        rejected.addAll(heldOut.loaded().rejected());
        DeadLetters.write(folder.deadLetters(), rejected);
        screen.say("%s: %d training prompts, %d held-out prompts%s; writing to %s"
                .formatted(
                        config.run().name(),
                        training.dataset().size(),
                        heldOut.loaded().dataset().size(),
                        rejected.isEmpty()
                                ? ""
                                : ", %d records left out (%s)".formatted(rejected.size(), folder.deadLetters()),
                        folder.root()));
    }

    private End train(ConfiguredParts parts, HeldOut heldOut, Checkup before, Optional<Path> restorePoint)
            throws Exception {
        PolicyStore store = new PolicyStore(folder.store());
        ProgressTracker progress =
                new ProgressTracker(config.run().name(), config.run().steps(), store);
        JobPlan plan = Plans.of(config, folder, faults);
        EmbeddedJob job =
                EmbeddedJob.start(config.run().name(), parts, plan, folder, Plans.checkpointing(config), restorePoint);
        long read = watch(job, progress, heldOut, store);
        screen.finish(progress.look());
        Path savepoint = job.stop(folder.savepoints());
        if (!finished(progress)) {
            screen.say(
                    "stopped at step %d with savepoint %s".formatted(progress.step(), savepoint),
                    "resume with: millrace run %s --resume --out %s".formatted(folder.config(), folder.root()));
        }
        PolicyVersion last = store.version(store.newestManifest().orElseThrow());
        Checkup after = heldOut.measure(last);
        RunReport report = report(progress, List.of(before, after), read);
        Files.writeString(folder.report(), report.toJson());
        BeforeAfter.render(before, after).forEach(screen::say);
        screen.say("report: " + folder.report(), "policy: " + last.path());
        return finished(progress) ? End.DONE : End.STOPPED;
    }

    private long watch(EmbeddedJob job, ProgressTracker progress, HeldOut heldOut, PolicyStore store) throws Exception {
        long every = config.evaluation().every();
        long nextCheckup = every;
        long read = 0;
        while (!stop.get() && !finished(progress)) {
            Throwable failure = job.failure(LOOK);
            if (failure != null || job.ended()) {
                throw new RunException(
                        "run %s: the job failed: %s".formatted(folder.root(), Causes.readable(failure)), failure);
            }
            screen.show(progress.look());
            if (every > 0 && progress.step() >= nextCheckup && !finished(progress)) {
                PolicyVersion version = store.version(store.newestManifest().orElseThrow());
                Checkup checkup = heldOut.measure(version);
                screen.say("held-out at step %d: greedy reward %.3f, accuracy %.1f %%; sampled reward %.3f"
                        .formatted(
                                checkup.step(),
                                checkup.greedy().reward(),
                                100 * checkup.greedy().accuracy(),
                                checkup.sampled().reward()));
                nextCheckup = checkup.step() / every * every + every;
            }
            read = Math.max(read, (long) LiveMetrics.current().sum(Metric.VISITS_READ));
        }
        return Math.max(read, (long) LiveMetrics.current().sum(Metric.VISITS_READ));
    }

    private boolean finished(ProgressTracker progress) {
        return config.run().steps() > 0 && progress.step() >= config.run().steps();
    }

    private RunReport report(ProgressTracker progress, List<Checkup> checkups, long read) throws IOException {
        Ledger ledger = RunFiles.ledger(folder, read);
        List<Map<String, Double>> steps = RunFiles.steps(folder);
        double seconds = progress.elapsed().toMillis() / 1000.0;
        double responses = RunFiles.sum(steps, "responses") + RunFiles.sum(steps, "ungraded");
        double tokens = steps.stream()
                .mapToDouble(step ->
                        step.getOrDefault("responses", 0.0) * step.getOrDefault(Metric.RESPONSE_TOKENS.key(), 0.0))
                .sum();
        return new RunReport(
                progress.step(),
                progress.elapsed(),
                checkups,
                ledger,
                new RunReport.Throughput(
                        responses / seconds, tokens / seconds, RunFiles.sum(steps, "train_tokens") / seconds),
                RunFiles.staleness(steps));
    }
}
