package io.millrace.jobs.submit;

import java.net.URI;
import java.util.List;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;

/**
 * {@code flink run -d -c io.millrace.jobs.submit.SubmitJob}, as Flink's command runs it, with the class path of the
 * test.
 */
final class FlinkRun {
    private FlinkRun() {}

    /**
     * Runs the program's main method against a cluster.
     *
     * @param savepoint savepoint to restore from; empty for a new job
     */
    static void run(URI cluster, String savepoint, String... arguments) throws Exception {
        Configuration conf = new Configuration();
        conf.set(DeploymentOptions.TARGET, "remote");
        conf.set(DeploymentOptions.ATTACHED, false);
        conf.set(RestOptions.ADDRESS, cluster.getHost());
        conf.set(RestOptions.PORT, cluster.getPort());
        if (!savepoint.isEmpty()) {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        try (PackagedProgram program = PackagedProgram.newBuilder()
                .setEntryPointClassName(SubmitJob.class.getName())
                .setUserClassPaths(List.of())
                .setConfiguration(conf)
                .setArguments(arguments)
                .build()) {
            ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), conf, program, false, false);
        }
    }
}
