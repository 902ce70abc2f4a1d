package io.millrace.jobs.bench;

import io.millrace.assembly.Parts;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.TrajectoryCodec;
import io.millrace.codec.Versioned;
import io.millrace.config.MemoryConfig;
import io.millrace.config.MonitorConfig;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.jobs.topology.JobPlan;
import io.millrace.jobs.topology.LocalCluster;
import io.millrace.jobs.topology.MonitorStages;
import io.millrace.memory.Trajectory;
import io.millrace.metric.Metric;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.compose.ComposeFunction;
import io.millrace.operators.compose.Shards;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.grade.GradeFunction;
import io.millrace.operators.remember.RememberFunction;
import io.millrace.policy.StalenessPacing;
import io.millrace.state.codec.Types;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Measures the throughput of the stages after the engine: groups are generated at full speed, remembered by query,
 * composed into minibatches by shard, and discarded or written to a channel. Groups are either graded first or generated with a verdict.
 *
 * @param parts assembles minibatches; no response may be too stale for it
 * @param memory settings of the memory
 * @param parallelism subtasks of the source and the memory
 * @param samples responses per group
 * @param collapsed share of groups whose responses are all correct or all incorrect, in [0, 1]
 * @param checkpointInterval time between two incremental checkpoints
 * @param managedMemory mebibytes that RocksDB may use
 * @param grading whether groups are generated as sampled tokens of text that the parts' task grades; otherwise as
 *     random tokens with a verdict
 * @param cpu CPU time of this process, in nanoseconds
 * @param monitor settings of the monitor, whose channels are in the scratch folder
 */
public record StreamBenchmark(
        Parts parts,
        MemoryConfig memory,
        int parallelism,
        int samples,
        double collapsed,
        Duration checkpointInterval,
        int managedMemory,
        boolean grading,
        LongSupplier cpu,
        MonitorConfig monitor) {
    /** Visits that end in a minibatch. */
    public static final int GROUPS_PER_SHARD = 32;

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * Results of a measurement.
     *
     * @param perSecond trajectories remembered per second
     * @param perCpuSecond trajectories remembered per second of CPU time of the whole process
     * @param bytes size of a stored trajectory, uncompressed
     * @param full total size of the last checkpoint, in bytes
     * @param incremental bytes of the last checkpoint that were new
     */
    public record Result(double perSecond, double perCpuSecond, int bytes, double full, double incremental) {}

    /** This benchmark with a monitor. */
    public StreamBenchmark with(MonitorConfig monitoring) {
        return new StreamBenchmark(
                parts,
                memory,
                parallelism,
                samples,
                collapsed,
                checkpointInterval,
                managedMemory,
                grading,
                cpu,
                monitoring);
    }

    /** A job under load. */
    public final class Load implements AutoCloseable {
        private final JobClient client;
        private final int bytes;

        private Load(JobClient client, int bytes) {
            this.client = client;
            this.bytes = bytes;
        }

        /** Waits until the given number of trajectories have been remembered. */
        public void await(double trajectories) throws Exception {
            await(() -> remembered() >= trajectories);
        }

        /** Waits until a condition holds. */
        public void await(BooleanSupplier condition) throws Exception {
            while (!condition.getAsBoolean()) {
                sleep();
            }
        }

        /** Measures for the given time, or until the given number of trajectories have been remembered. */
        public Result measure(Duration most, double until) throws Exception {
            double before = remembered();
            long start = System.nanoTime();
            long cpuStart = cpu.getAsLong();
            while (System.nanoTime() - start < most.toNanos() && remembered() < until) {
                sleep();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpu.getAsLong() - cpuStart) / 1e9;
            double now = remembered();
            LiveMetrics metrics = LiveMetrics.current();
            return new Result(
                    (now - before) / seconds,
                    (now - before) / cpuSeconds,
                    bytes,
                    metrics.max(LiveMetrics.FULL_CHECKPOINT),
                    metrics.max(LiveMetrics.CHECKPOINT));
        }

        private double remembered() {
            return LiveMetrics.current().sum(Metric.TRAJECTORIES_REMEMBERED);
        }

        private void sleep() throws Exception {
            if (client.getJobStatus().get().isTerminalState()) {
                client.getJobExecutionResult().get();
            }
            Thread.sleep(POLL.toMillis());
        }

        @Override
        public void close() {
            client.cancel().join();
            client.getJobExecutionResult().handle((result, cancelled) -> true).join();
        }
    }

    /**
     * Starts a job.
     *
     * @param queries number of queries, visited in turn
     * @param tokens length of a response, in tokens
     * @param scratch folder of the checkpoints
     */
    public Load start(int queries, int tokens, Path scratch) throws Exception {
        return start(queries, tokens, scratch, Optional.empty());
    }

    /**
     * Starts a job.
     *
     * @param queries number of queries, visited in turn
     * @param tokens length of a response, in tokens
     * @param scratch folder of the checkpoints
     * @param channels where prompts come from and minibatches go; if empty, there are neither
     */
    public Load start(int queries, int tokens, Path scratch, Optional<ChannelLoad> channels) throws Exception {
        Configuration conf = JobDefaults.configuration(scratch, checkpointInterval, 1, 1);
        conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(managedMemory));
        conf.set(MetricOptions.REPORTERS_LIST, "live");
        conf.setString("metrics.reporter.live.factory.class", LiveMetrics.Factory.class.getName());
        StreamExecutionEnvironment env = LocalCluster.environment(parallelism, conf);
        StreamSettings settings = new StreamSettings(
                        scratch.toString(),
                        1,
                        samples,
                        new StalenessPacing(1, GROUPS_PER_SHARD * parallelism),
                        parallelism,
                        Long.MAX_VALUE,
                        1,
                        2,
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        memory)
                .with(monitor);
        DataStream<Long> ordinals =
                channels.isPresent() ? channels.get().ordinals(env, parts) : env.fromSequence(0, Long.MAX_VALUE - 1);
        SingleOutputStreamOperator<Passage> remembered = graded(ordinals, queries, tokens)
                .keyBy(passage -> passage.visit().prompt().queryId())
                .process(new RememberFunction(parts, settings, FaultPlan.NONE))
                .returns(Types.PASSAGE);
        SingleOutputStreamOperator<Minibatch> minibatches = remembered
                .keyBy(new Shards(parallelism))
                .process(new ComposeFunction(parts, settings, FaultPlan.NONE))
                .returns(Types.MINIBATCH)
                .setMaxParallelism(Shards.KEY_GROUPS);
        if (monitor.enabled()) {
            MonitorStages.build(remembered, minibatches, plan(settings, scratch));
        }
        if (channels.isPresent()) {
            channels.get().publish(minibatches);
        } else {
            minibatches.sinkTo(new DiscardingSink<>());
        }
        return new Load(env.executeAsync(grading ? "stream" : "memory"), bytes(tokens));
    }

    private JobPlan plan(StreamSettings settings, Path scratch) {
        return new JobPlan(
                settings,
                Long.MAX_VALUE,
                false,
                parallelism,
                1,
                JobChannels.in(scratch, ChannelsConfig.KEEP_ALL),
                false,
                Optional.empty(),
                false,
                FaultPlan.NONE);
    }

    private DataStream<Passage> graded(DataStream<Long> ordinals, int queries, int tokens) {
        return grading
                ? AsyncDataStream.unorderedWait(
                                ordinals.map(new TextGenerator(parts, queries, samples, tokens))
                                        .returns(Types.PASSAGE),
                                new GradeFunction(parts),
                                0,
                                TimeUnit.MILLISECONDS,
                                GROUPS_PER_SHARD)
                        .returns(Types.PASSAGE)
                : ordinals.map(new VisitGenerator(queries, samples, tokens, collapsed))
                        .returns(Types.PASSAGE);
    }

    private int bytes(int tokens) {
        return bytes(tokens, memory.logProbs(), memory.entropies());
    }

    /** Size of a stored trajectory in bytes, with or without its log-probs and entropies. */
    public static int bytes(int tokens, boolean logProbs, boolean entropies) {
        Trajectory trajectory = new Trajectory(0, VisitGenerator.graded(0, tokens, true, new SplittableRandom(1)));
        return Versioned.toBytes(new TrajectoryCodec(), trajectory.keeping(logProbs, entropies)).length;
    }
}
