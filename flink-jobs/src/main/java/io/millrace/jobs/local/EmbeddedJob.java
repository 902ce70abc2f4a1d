package io.millrace.jobs.local;

import io.millrace.assembly.Parts;
import io.millrace.jobs.console.Causes;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.folder.ForkOrigin;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.LocalCluster;
import io.millrace.jobs.topology.OnlineRlJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** An online RL job in an embedded Flink cluster, which can be monitored and stopped with a savepoint. */
public final class EmbeddedJob {
    private static final int STOP_ATTEMPTS = 40;
    private static final Duration STOP_RETRY = Duration.ofMillis(250);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;

    private EmbeddedJob(JobClient client) {
        this.client = client;
        this.result = client.getJobExecutionResult();
    }

    /**
     * Starts the job with the whole loop.
     *
     * @param name shown in logs and metrics
     * @param restorePoint checkpoint or savepoint to restore from
     */
    public static EmbeddedJob start(
            String name,
            Parts parts,
            JobPlan plan,
            RunFolder folder,
            Checkpointing checkpointing,
            Optional<Path> restorePoint)
            throws Exception {
        return start(
                name,
                env -> OnlineRlJob.build(env, parts, plan),
                plan.parallelism(),
                folder,
                checkpointing,
                restorePoint);
    }

    /**
     * Starts a job.
     *
     * @param name shown in logs and metrics
     * @param job adds the job to an environment
     * @param parallelism the parallelism of the cluster
     * @param folder folder for its checkpoints
     * @param restorePoint checkpoint or savepoint to restore from
     */
    public static EmbeddedJob start(
            String name,
            Consumer<StreamExecutionEnvironment> job,
            int parallelism,
            RunFolder folder,
            Checkpointing checkpointing,
            Optional<Path> restorePoint)
            throws Exception {
        Configuration conf = JobDefaults.configuration(
                folder.checkpoints(), checkpointing.interval(), checkpointing.kept(), checkpointing.restarts());
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        conf.set(CoreOptions.TMP_DIRS, folder.temporary().toAbsolutePath().toString());
        conf.set(MetricOptions.REPORTERS_LIST, "live");
        conf.setString("metrics.reporter.live.factory.class", LiveMetrics.Factory.class.getName());
        if (restorePoint.isPresent()) {
            JobDefaults.restore(conf, restorePoint.get(), ForkOrigin.includes(folder, restorePoint.get()));
        }
        StreamExecutionEnvironment env = LocalCluster.environment(parallelism, conf);
        job.accept(env);
        return new EmbeddedJob(env.executeAsync(name));
    }

    /**
     * Settings of checkpoints and restarts.
     *
     * @param interval time between two checkpoints
     * @param kept number of checkpoints to keep, at least 1
     * @param restarts consecutive restarts after which the job fails
     */
    public record Checkpointing(Duration interval, int kept, int restarts) {}

    /** The id of the job, which is also the name of its checkpoint folder. */
    public String id() {
        return client.getJobID().toString();
    }

    /** Whether the job has ended, successfully or not. */
    public boolean ended() {
        return result.isDone();
    }

    /** Waits for the end up to a timeout; returns the cause of failure, or null if the job still runs or succeeded. */
    public @Nullable Throwable failure(Duration patience) throws InterruptedException {
        try {
            result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /**
     * Stops the stream with a savepoint: nothing in flight is lost, and all published records are complete. Retried
     * while the job is starting or restarting.
     *
     * @throws RunException if the job fails meanwhile, or the savepoint cannot be written
     */
    public Path stop(Path savepoints) throws Exception {
        String target = JobDefaults.location(savepoints);
        for (int attempt = 1; ; attempt++) {
            try {
                String path = client.stopWithSavepoint(false, target, SavepointFormatType.NATIVE)
                        .get(10, TimeUnit.MINUTES);
                result.get(10, TimeUnit.MINUTES);
                return Path.of(new org.apache.flink.core.fs.Path(path).getPath());
            } catch (ExecutionException e) {
                Throwable failure = failure(STOP_RETRY);
                if (ended() || attempt == STOP_ATTEMPTS) {
                    throw new RunException(
                            "savepoint in %s: could not be written: %s: the newest checkpoint remains"
                                    .formatted(savepoints, Causes.readable(failure == null ? e : failure)),
                            failure == null ? e : failure);
                }
            }
        }
    }

    /** Cancels the job at once, like a crash, and waits for its end; its checkpoints are kept. */
    public void cancel() throws Exception {
        client.cancel().get(1, TimeUnit.MINUTES);
        result.handle((done, cancelled) -> true).get(1, TimeUnit.MINUTES);
    }
}
