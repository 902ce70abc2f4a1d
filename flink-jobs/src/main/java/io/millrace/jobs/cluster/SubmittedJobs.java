package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The jobs on a cluster. */
public final class SubmittedJobs {
    private final ClusterFolder folder;

    public SubmittedJobs(ClusterFolder folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * Reserves the jobs of a run for one change, by a user or the supervisor.
     *
     * @throws RefusedException if another process changes them now
     */
    public static ExclusiveFile reserve(RunFolder run) throws IOException {
        return ExclusiveFile.take(run.jobsLock())
                .orElseThrow(() -> new RefusedException(
                        "run %s: its jobs are being submitted or stopped by another process: try again in a few seconds"
                                .formatted(run.root())));
    }

    /**
     * Stops a job with a savepoint in its run's folder.
     *
     * @return location of the savepoint
     * @throws RunException if the savepoint could not be written and the job keeps running, or if it does not run
     * @throws RefusedException if the job is being changed by another process, or the cluster is not running
     */
    public String stop(RunningJob job) throws IOException, InterruptedException {
        RunFolder run = new RunFolder(Path.of(job.run()));
        address(); // Refuses a cluster that does not run.
        ExclusiveFile reserved = reserve(run);
        try {
            return stop(job, run);
        } finally {
            reserved.close();
        }
    }

    private String stop(RunningJob job, RunFolder run) throws IOException, InterruptedException {
        JobRegistry registry = new JobRegistry(folder);
        if (!runs(job.id())) {
            registry.remove(job.id());
            throw new RunException(
                    "job %s (%s) of %s does not run now and is no longer resubmitted: resume it with: millrace submit --resume --out %s"
                            .formatted(job.id(), job.kind(), job.run(), job.run()));
        }
        registry.add(job.stopping(true)); // First, so that the supervisor does not resubmit it.
        try {
            String savepoint = new FlinkRest(address()).stop(job.id(), JobDefaults.location(run.savepoints()));
            registry.remove(job.id());
            return savepoint;
        } catch (IOException | RunException e) {
            registry.add(job.stopping(false));
            throw e;
        }
    }

    /**
     * The address of the cluster's REST endpoint, which is also its web page.
     *
     * @throws RefusedException if there is no cluster, or its JobManager does not run
     */
    public URI address() throws IOException {
        URI address = ClusterPlan.read(folder).rest();
        if (ClusterProcesses.read(folder)
                .named(ClusterProcess.JOB_MANAGER)
                .flatMap(ClusterProcess::handle)
                .isEmpty()) {
            throw new RefusedException(
                    "cluster %s: its JobManager is not running: wait for its restart, or start the cluster with: millrace cluster start"
                            .formatted(folder.root()));
        }
        return address;
    }

    /**
     * The running job of a name.
     *
     * @return its job id
     */
    public Optional<String> running(String name) throws IOException, InterruptedException {
        return new FlinkRest(address())
                .jobs().stream()
                        .filter(job -> job.name().equals(name) && !job.ended())
                        .map(FlinkRest.Job::id)
                        .findFirst();
    }

    /** Whether the JobManager runs a job. */
    public boolean runs(String id) throws IOException, InterruptedException {
        return new FlinkRest(address()).jobs().stream().anyMatch(job -> job.id().equals(id) && !job.ended());
    }
}
