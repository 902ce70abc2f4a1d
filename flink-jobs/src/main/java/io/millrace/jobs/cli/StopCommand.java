package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.JobRegistry;
import io.millrace.jobs.cluster.RunningJob;
import io.millrace.jobs.cluster.SubmittedJobs;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace stop}: stops jobs with savepoints. */
@Command(
        name = "stop",
        description =
                "Stops the jobs of a run on the cluster with savepoints; millrace submit --resume continues from there.")
final class StopCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Folder of the run, or a job id. Default: the only run on the cluster.")
    private String run = "";

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(System.out, false);
        SubmittedJobs jobs = new SubmittedJobs(cluster.folder());
        jobs.address(); // Refuses a folder without a cluster.
        List<RunningJob> all = new JobRegistry(cluster.folder()).jobs();
        List<RunningJob> asked = all.stream().filter(this::isAsked).toList();
        long runs = asked.stream().map(RunningJob::run).distinct().count();
        if (asked.isEmpty() || runs > 1) {
            throw new RefusedException("stop: must name one of the runs on the cluster, %s: they are %s"
                    .formatted(
                            run.isEmpty() ? "named none" : "was " + run,
                            all.stream().map(RunningJob::run).distinct().toList()));
        }
        for (RunningJob job : asked) {
            screen.print("%s (%s): stopped with savepoint %s".formatted(job.name(), job.kind(), jobs.stop(job)));
        }
        return 0;
    }

    private boolean isAsked(RunningJob job) {
        return run.isEmpty()
                || job.id().equals(run)
                || job.run().equals(Path.of(run).toAbsolutePath().normalize().toString());
    }
}
