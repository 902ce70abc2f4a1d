package io.millrace.jobs.cli;

import io.millrace.config.MillraceConfig;
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
        SubmittedJobs jobs = new SubmittedJobs(cluster.folder());
        mustNotRun(folder, jobs);
        Optional<RestorePoint> from = resume ? new RunJobs(folder).newestRestorePoint(only) : Optional.empty();
        if (resume) {
            screen.print(from.map(point -> "resuming from " + point.name(folder))
                    .orElse("there is no checkpoint yet; starting from the beginning"));
        }
        Submission submission = new Submission(read, folder, only);
        String id = submission.to(LoopbackEnvironment.of(jobs.address(), from), screen);
        register(new RunningJob(
                id,
                read.run().name(),
                only.name().toLowerCase(Locale.ROOT),
                folder.root().toString()));
        screen.print("submitted %s as job %s; its results are in %s".formatted(submission.name(), id, folder.root()));
        return 0;
    }

    private MillraceConfig read() {
        List<String> overrides = out == null ? List.of() : List.of("run.out=" + out);
        if (resume && !config.given() && out != null && Files.exists(new RunFolder(out).config())) {
            return config.recorded(new RunFolder(out), overrides);
        }
        return config.read(overrides.toArray(String[]::new));
    }

    /** Two jobs of a run would write to the same channels. */
    private void mustNotRun(RunFolder folder, SubmittedJobs jobs) throws Exception {
        for (RunningJob job : new JobRegistry(cluster.folder()).jobs()) {
            if (isSame(job, folder) && jobs.runs(job.id())) {
                throw new RefusedException("run %s: its job %s (%s) is running: stop it with: millrace stop %s"
                        .formatted(folder.root(), job.id(), job.kind(), job.id()));
            }
        }
    }

    /** Registers the job in place of earlier jobs of the same part of the run. */
    private void register(RunningJob submitted) throws Exception {
        JobRegistry registry = new JobRegistry(cluster.folder());
        registry.add(submitted);
        for (RunningJob job : registry.jobs()) {
            if (isSame(job, new RunFolder(Path.of(submitted.run())))
                    && !job.id().equals(submitted.id())) {
                registry.remove(job.id());
            }
        }
    }

    private boolean isSame(RunningJob job, RunFolder folder) {
        return job.run().equals(folder.root().toString()) && job.kind().equalsIgnoreCase(only.name());
    }
}
