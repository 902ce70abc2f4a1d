package io.millrace.jobs.submit;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
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

    /** Flink's key, whose constant is not part of its API. */
    private static final String JOB_ID = "$internal.pipeline.job-id";

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

    /** The restore point that Flink was given; empty if none. */
    static String restorePoint(StreamExecutionEnvironment env) {
        return env.getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .orElse("")
                .strip();
    }

    /** Makes the job start from a restore point. */
    static void restoreFrom(StreamExecutionEnvironment env, String point) {
        Configuration restore = new Configuration();
        restore.set(StateRecoveryOptions.SAVEPOINT_PATH, point);
        env.configure(restore);
    }

    /** The job id that the cluster prescribes, as one with high availability does; empty if none. */
    static String jobId(StreamExecutionEnvironment env) {
        return env.getConfiguration().toMap().getOrDefault(JOB_ID, "");
    }

    /** Where the checkpoints and savepoints of the run's jobs are. */
    static FlinkRestorePoints restorePoints(StreamExecutionEnvironment env, RunFolder folder) {
        ReadableConfig theirs = env.getConfiguration();
        String checkpoints = JobDefaults.location(folder.checkpoints());
        String savepoints = JobDefaults.location(folder.savepoints());
        return new FlinkRestorePoints(
                List.of(
                        checkpoints,
                        theirs.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                                .orElse(checkpoints)),
                List.of(
                        savepoints,
                        theirs.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY)
                                .orElse(savepoints)));
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
