package io.millrace.jobs.cluster;

import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.topology.JobDefaults;
import java.net.URI;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
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
     * @param from checkpoint or savepoint to restore from
     */
    public static StreamExecutionEnvironment of(URI rest, Optional<RestorePoint> from) {
        Configuration conf = new Configuration();
        conf.set(DeploymentOptions.ATTACHED, false);
        from.ifPresent(point -> {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, JobDefaults.location(point.path()));
            conf.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        });
        return StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort(), conf);
    }
}
