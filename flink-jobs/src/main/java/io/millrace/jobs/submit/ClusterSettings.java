package io.millrace.jobs.submit;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution environment of an external cluster, with the settings that a Millrace job needs. */
final class ClusterSettings {
    /** Settings that the job needs; they take precedence over those of the cluster. */
    private static final Set<String> NEEDED = OrderedSet.of(
            ExecutionOptions.RUNTIME_MODE.key(),
            PipelineOptions.GENERIC_TYPES.key(),
            PipelineOptions.OBJECT_REUSE.key());

    private ClusterSettings() {}

    /**
     * The environment that Flink provides to a submitted program.
     *
     * @throws RefusedException if there is none: Flink would start a cluster in this process, open to the network
     */
    static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (env instanceof LocalStreamEnvironment) {
            throw new RefusedException(
                    "job: must be submitted to a cluster, by flink run or in application mode; on this machine alone use: millrace run");
        }
        return env;
    }

    /** Whether the job is restored from a checkpoint or savepoint. */
    static boolean restored(StreamExecutionEnvironment env) {
        return env.getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .filter(path -> !path.isBlank())
                .isPresent();
    }

    /** Applies the defaults of every Millrace job; explicit settings of the cluster take precedence. */
    static void apply(StreamExecutionEnvironment env, MillraceConfig config, RunFolder folder) {
        Configuration ours = JobDefaults.configuration(
                folder.checkpoints(),
                config.stream().checkpointInterval(),
                config.stream().checkpointsKept(),
                config.stream().restarts());
        Map<String, String> theirs = env.getConfiguration().toMap();
        Map<String, String> open = ours.toMap();
        open.keySet().removeIf(key -> theirs.containsKey(key) && !NEEDED.contains(key));
        env.configure(Configuration.fromMap(open));
    }
}
