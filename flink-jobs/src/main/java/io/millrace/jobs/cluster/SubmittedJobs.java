package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.console.RunException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The jobs on a cluster. */
public final class SubmittedJobs {
    private final ClusterFolder folder;

    public SubmittedJobs(ClusterFolder folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /**
     * Stops a job with a savepoint in its run's folder.
     *
     * @return location of the savepoint
     * @throws RunException if the savepoint could not be written; the job keeps running
     */
    public String stop(RunningJob job) throws IOException, InterruptedException {
        JobRegistry registry = new JobRegistry(folder);
        registry.remove(job.id()); // First, so that the supervisor does not resubmit it.
        try {
            return new FlinkRest(address())
                    .stop(job.id(), JobDefaults.location(new RunFolder(Path.of(job.run())).savepoints()));
        } catch (IOException | RunException e) {
            registry.add(job);
            throw e;
        }
    }

    /** The address of the cluster's REST endpoint, which is also its web page. */
    public URI address() throws IOException {
        return ClusterPlan.read(folder).rest();
    }

    /** Whether the JobManager runs a job. */
    public boolean runs(String id) throws IOException, InterruptedException {
        return new FlinkRest(address()).jobs().stream().anyMatch(job -> job.id().equals(id) && !job.ended());
    }
}
