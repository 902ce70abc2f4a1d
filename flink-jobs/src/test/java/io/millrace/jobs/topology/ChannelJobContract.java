package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The guarantees of every kind of {@link Channel} in a cluster: a job copies one channel to another, fed in rounds, so
 * that every round is covered by a separate checkpoint.
 */
abstract class ChannelJobContract {
    private static final int ROUND = 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path temp;

    private long fed;

    /** Number of the first record that is copied. */
    private long first;

    /** Marks each record with its number and the attempt that copied it. */
    private static final class Mark extends RichMapFunction<ChannelRecord, String> {
        private static final long serialVersionUID = 1;

        @Override
        public String map(ChannelRecord record) {
            int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
            return "%d %s %d".formatted(record.number(), record.line(), attempt);
        }
    }

    /** A channel of the running test, by name; initially empty. */
    abstract Channel channel(String name);

    /** Whether published records can be withdrawn; otherwise a job cannot be restored to a point before them. */
    boolean withdraws() {
        return true;
    }

    /** Asserts that a channel contains nothing from failed attempts. */
    abstract void assertClean(Channel channel) throws IOException;

    private Channel in() {
        return channel("in");
    }

    private Channel out() {
        return channel("out");
    }

    private JobClient start(int readers, FaultPlan faults, Optional<String> savepoint) throws Exception {
        Configuration conf = JobDefaults.configuration(temp.resolve("checkpoints"), Duration.ofMillis(100), 1, 20);
        savepoint.ifPresent(path -> conf.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment env = LocalCluster.environment(readers, conf);
        env.fromSource(in().source(RecordPacing.Factory.UNPACED, first), WatermarkStrategy.noWatermarks(), "in")
                .uid("in")
                .setParallelism(readers)
                .map(new Mark())
                .uid("mark")
                .setParallelism(1)
                .sinkTo(out().sink(faults))
                .uid("out")
                .setParallelism(1);
        return env.executeAsync("copy");
    }

    /** Feeds a round and waits until it has been copied. */
    private void round() {
        List<String> lines = LongStream.range(fed, fed + ROUND)
                .mapToObj(number -> "line-" + number)
                .toList();
        in().append(lines);
        fed += ROUND;
        await().atMost(LONG).until(() -> copied().size() >= fed - first);
    }

    private String stop(JobClient job) throws Exception {
        String savepoint = job.stopWithSavepoint(
                        false, JobDefaults.location(temp.resolve("savepoints")), SavepointFormatType.NATIVE)
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
        job.getJobExecutionResult().get(LONG.toSeconds(), TimeUnit.SECONDS);
        return savepoint;
    }

    private List<String> copied() {
        List<String> lines = new ArrayList<>();
        try (RecordReader reader = out().reader(0)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                lines.add(next.get().line());
            }
        }
        return lines;
    }

    private void assertEachCopiedOnce() throws IOException {
        assertThat(copied())
                .extracting(line -> line.substring(0, line.lastIndexOf(' ')))
                .containsExactlyElementsOf(LongStream.range(first, fed)
                        .mapToObj(number -> number + " line-" + number)
                        .toList());
        assertClean(out());
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"CHANNEL_WRITE", "CHANNEL_PUBLISH", "CHANNEL_PUBLISHED", "RESTORE"})
    void aRecordIsCopiedOnceWhereverTheCopyFails(Point point) throws Exception {
        FaultPlan faults = new FaultPlan(
                switch (point) {
                    case CHANNEL_WRITE -> List.of(new Fault(point, ROUND + 7, 0), new Fault(point, 13, 1));
                    case RESTORE ->
                        List.of(new Fault(Point.CHANNEL_PUBLISH, 2, 0), new Fault(point, 1, 1), new Fault(point, 1, 2));
                    default -> List.of(new Fault(point, 2, 0), new Fault(point, 1, 1), new Fault(point, 2, 2));
                });
        JobClient job = start(1, faults, Optional.empty());
        for (int i = 0; i < 6; i++) {
            round();
        }
        stop(job);

        assertEachCopiedOnce();
        assertThat(copied().get((int) fed - 1))
                .as("every planned failure has occurred")
                .endsWith(" " + faults.faults().size());
    }

    @Test
    void aCopyContinuesWithMoreOrFewerReadersAndFromAnOlderSavepoint() throws Exception {
        JobClient job = start(1, FaultPlan.NONE, Optional.empty());
        round();
        round();
        String first = stop(job);
        assertEachCopiedOnce();

        job = start(3, FaultPlan.NONE, Optional.of(first));
        round();
        String second = stop(job);
        assertEachCopiedOnce();

        job = start(2, FaultPlan.NONE, Optional.of(second));
        round();
        stop(job);
        assertEachCopiedOnce();

        if (withdraws()) {
            job = start(2, FaultPlan.NONE, Optional.of(first));
            round();
            stop(job);
            assertEachCopiedOnce();
        }
    }

    @Test
    void aCopyMayStartAtALaterRecordAndFailBeforeItsFirstCheckpoint() throws Exception {
        in().append(List.of("skipped", "skipped"));
        in().append(List.of("skipped"));
        fed = 3;
        first = 3;
        JobClient job = start(1, new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 5, 0))), Optional.empty());
        round();
        round();
        stop(job);

        assertEachCopiedOnce();
        assertThat(copied().get(0)).startsWith("3 line-3 ");
    }
}
