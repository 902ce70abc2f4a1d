package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.cluster.JobRegistry;
import io.millrace.jobs.cluster.LoopbackEnvironment;
import io.millrace.jobs.cluster.RunningJob;
import io.millrace.jobs.cluster.SubmittedJobs;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.submit.RunJobs;
import io.millrace.jobs.submit.Submission;
import io.millrace.jobs.submit.SubmittedKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace submit}: a run whose job runs on a cluster. */
@Command(
        name = "submit",
        description =
                "Submits a run's job to the cluster of millrace cluster start. It runs in the background; its results"
                        + " are in the run's folder.")
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private ConfigArguments config = new ConfigArguments();

    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run (run.out).")
    private @Nullable Path out;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "Submits one half of the loop: rollout or learner. Default: online, both.")
    private SubmittedKind only = SubmittedKind.ONLINE;

    @Option(
            names = "--resume",
            description = "Resume from the newest checkpoint or savepoint of the run's job; without CONFIG, with the"
                    + " configuration that it was started with.")
    private boolean resume;

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(System.out, false);
        MillraceConfig read = read();
        RunFolder folder = new RunFolder(read.run().out().toAbsolutePath().normalize());
        LogFile.choose(folder.log());
        Submission submission = new Submission(read, folder, only);
        ExclusiveFile reserved = SubmittedJobs.reserve(folder);
        try {
            if (!registerIfRunning(submission)) {
                submit(submission, screen);
            }
        } finally {
            reserved.close();
        }
        return 0;
    }

    private void submit(Submission submission, Screen screen) throws Exception {
        RunFolder folder = submission.folder();
        Optional<RestorePoint> from = resume ? new RunJobs(folder).newestRestorePoint(only) : Optional.empty();
        if (resume) {
            screen.print(from.map(point -> "resuming from " + point.name(folder))
                    .orElse("there is no checkpoint yet; starting from the beginning"));
        }
        SubmittedJobs jobs = new SubmittedJobs(cluster.folder());
        String id = submission.to(LoopbackEnvironment.of(jobs.address(), folder, from), screen);
        register(job(submission, id));
        screen.print("submitted %s as job %s".formatted(submission.name(), id));
    }

    private RunningJob job(Submission submission, String id) {
        return new RunningJob(
                id,
                submission.config().run().name(),
                kind(),
                submission.folder().root().toString());
    }

    private String kind() {
        return only.name().toLowerCase(Locale.ROOT);
    }

    private MillraceConfig read() {
        List<String> overrides = out == null ? List.of() : List.of("run.out=" + out);
        if (resume && !config.given() && out != null) {
            RunFolder named = new RunFolder(out);
            if (!Files.exists(named.config())) {
                throw new UsageException(
                        "run %s: has no config.yaml to resume from: check --out, or name the configuration"
                                .formatted(named.root()));
            }
            return config.recorded(named, overrides);
        }
        return config.read(overrides.toArray(String[]::new));
    }

    /**
     * Registers the job if it runs but is not registered, because an earlier submission ended too early.
     *
     * @throws RefusedException if a job that writes the same channels is running
     */
    private boolean registerIfRunning(Submission submission) throws Exception {
        SubmittedJobs jobs = new SubmittedJobs(cluster.folder());
        String folder = submission.folder().root().toString();
        List<RunningJob> registered = new JobRegistry(cluster.folder()).jobs();
        for (RunningJob job : registered) {
            if (job.conflictsWith(kind(), folder) && jobs.runs(job.id())) {
                throw new RefusedException("run %s: its job %s (%s) is running: stop it with: millrace stop %s"
                        .formatted(folder, job.id(), job.kind(), job.id()));
            }
        }
        Optional<String> running = jobs.running(submission.name());
        if (running.isPresent()) {
            new RunJobs(submission.folder()).add(only, running.get());
            register(job(submission, running.get()));
        }
        return running.isPresent();
    }

    /** Registers the job in place of earlier jobs of the same part of the run. */
    private void register(RunningJob submitted) throws Exception {
        JobRegistry registry = new JobRegistry(cluster.folder());
        registry.add(submitted);
        for (RunningJob job : registry.jobs()) {
            if (job.conflictsWith(submitted.kind(), submitted.run())
                    && !job.id().equals(submitted.id())) {
                registry.remove(job.id());
            }
        }
    }
}
