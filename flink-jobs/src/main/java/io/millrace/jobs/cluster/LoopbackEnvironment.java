package io.millrace.jobs.cluster;

import io.millrace.jobs.folder.ForkOrigin;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The execution environment of a cluster on this machine. Its processes have this process's class path, so no jars are
 * submitted with a job.
 */
public final class LoopbackEnvironment {
    private LoopbackEnvironment() {}

    /**
     * An environment that submits to the cluster.
     *
     * @param rest its REST endpoint
     * @param run the run's folder
     * @param from checkpoint or savepoint to restore from
     */
    public static StreamExecutionEnvironment of(URI rest, RunFolder run, Optional<RestorePoint> from)
            throws IOException {
        Configuration conf = new Configuration();
        conf.set(DeploymentOptions.ATTACHED, false);
        if (from.isPresent()) {
            Path point = from.get().path();
            JobDefaults.restore(conf, point, ForkOrigin.includes(run, point));
        }
        return StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort(), conf);
    }
}
