package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.SplitRun;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollout and learner with all their channels in Kafka: whatever fails, the result is that of one undisturbed job with
 * channels in folders, and consumers of committed records see each record once.
 */
class KafkaSplitJobsIT {
    private static final int STEPS = 24;

    @TempDir
    static Path shared;

    private static HashRun.Left undisturbed;

    @TempDir
    Path temp;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        undisturbed = strict(shared).to(STEPS, FaultPlan.NONE);
    }

    private static HashRun strict(Path folder) {
        return new HashRun(new RunFolder(folder), new HashParts(36, 2, 2, 0), true, 1);
    }

    @Test
    void failuresOfBothJobsAtEveryPointChangeNothing() throws Exception {
        ChannelsConfig channels = KafkaBroker.running().run(2);
        SplitRun run = new SplitRun(strict(temp).with(channels));
        FaultPlan inRollout = new FaultPlan(List.of(
                new Fault(Point.SAMPLED, 13, 0),
                new Fault(Point.REVISED, 13, 1),
                new Fault(Point.REMEMBER, 13, 2),
                new Fault(Point.COMPOSE, 13, 3),
                new Fault(Point.CHANNEL_WRITE, 2, 4),
                new Fault(Point.CHANNEL_PUBLISH, 1, 5),
                new Fault(Point.CHANNEL_PUBLISHED, 1, 6),
                new Fault(Point.RESTORE, 1, 7)));
        FaultPlan inLearner = new FaultPlan(List.of(
                new Fault(Point.BEFORE_STEP, 3, 0),
                new Fault(Point.AFTER_STEP, 3, 1),
                new Fault(Point.PUBLISHED, 2, 2),
                new Fault(Point.SNAPSHOT, 3, 3),
                new Fault(Point.CHANNEL_WRITE, 13, 4),
                new Fault(Point.CHANNEL_PUBLISH, 2, 5),
                new Fault(Point.CHANNEL_PUBLISHED, 1, 6),
                new Fault(Point.RESTORE, 1, 7)));

        assertThat(run.to(STEPS, inRollout, inLearner)).isEqualTo(undisturbed);
        assertThat(run.learnerAttempt())
                .as("every planned failure of the learner has occurred")
                .isEqualTo(inLearner.faults().size());
        assertEachRecordOnce(channels);
        assertThat(run.run().verdict().faults()).isEmpty();
        assertThat(run.run().diff(strict(shared)).count()).isZero();
    }

    @Test
    void aRestartOfTheBrokerChangesNothing() throws Exception {
        KafkaBroker broker = KafkaBroker.running();
        ChannelsConfig channels = broker.run(2);
        SplitRun run = new SplitRun(strict(temp).with(channels));
        SplitRun.Jobs jobs = run.start(STEPS, FaultPlan.NONE, FaultPlan.NONE);
        run.awaitStep(jobs, STEPS / 3);
        broker.stop();
        broker.start();
        run.awaitStep(jobs, STEPS);
        run.stop(jobs);

        assertThat(run.run().left()).isEqualTo(undisturbed);
        assertEachRecordOnce(channels);
    }

    @Test
    void bothJobsResumeFromTheirSavepoints() throws Exception {
        ChannelsConfig channels = KafkaBroker.running().run(1);
        SplitRun run = new SplitRun(strict(temp).with(channels));
        run.to(STEPS / 2, FaultPlan.NONE, FaultPlan.NONE);

        assertThat(run.to(STEPS, FaultPlan.NONE, FaultPlan.NONE)).isEqualTo(undisturbed);
        assertEachRecordOnce(channels);
    }

    private static void assertEachRecordOnce(ChannelsConfig channels) {
        for (String address : List.of(channels.ledger(), channels.steps(), channels.minibatches())) {
            List<Long> numbers =
                    KafkaBroker.running().numbers(ChannelAddress.parse(address).place());
            assertThat(numbers)
                    .as(address)
                    .hasSizeGreaterThanOrEqualTo(STEPS)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, numbers.size()).boxed().toList());
        }
    }
}
