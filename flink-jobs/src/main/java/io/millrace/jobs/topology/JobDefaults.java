package io.millrace.jobs.topology;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** The Flink settings of every Millrace job. */
public final class JobDefaults {
    private JobDefaults() {}

    /**
     * RocksDB with incremental, retained checkpoints; no Kryo; restarts with exponential delay.
     *
     * @param checkpoints folder of the checkpoints
     * @param interval time between two checkpoints
     * @param kept number of checkpoints to keep, at least 1
     * @param restarts consecutive restarts after which the job fails, at least 0
     */
    public static Configuration configuration(Path checkpoints, Duration interval, int kept, int restarts) {
        Configuration conf = new Configuration();
        conf.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        conf.set(PipelineOptions.GENERIC_TYPES, false);
        conf.set(PipelineOptions.OBJECT_REUSE, true);
        conf.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, location(checkpoints));
        conf.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, interval.dividedBy(4));
        conf.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, kept);
        conf.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        restart(conf, restarts);
        return conf;
    }

    /** Flink's strategy with exponential delay does not allow 0 restarts. */
    private static void restart(Configuration conf, int restarts) {
        if (restarts == 0) {
            conf.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
            return;
        }
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMinutes(1));
        conf.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(10));
        conf.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, restarts);
    }

    /**
     * A folder in the syntax of Flink's options. It is not percent-encoded like a URI, because Flink would take the
     * encoded form for the folder's name.
     */
    public static String location(Path folder) {
        return "file://" + folder.toAbsolutePath();
    }

    /**
     * Settings of a job that is restored.
     *
     * @param point checkpoint or savepoint, which remains as it is
     * @param forked whether another run wrote it, whose channels may be others, so that their positions are dropped
     */
    public static void restore(Configuration conf, Path point, boolean forked) {
        conf.set(StateRecoveryOptions.SAVEPOINT_PATH, location(point));
        conf.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        conf.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, forked);
    }
}
