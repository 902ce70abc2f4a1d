package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.channel.ChannelReader;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.MethodsAudit;
import io.millrace.jobs.testkit.Scenario;
import io.millrace.jobs.testkit.SplitRun;
import io.millrace.model.LedgerLine;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.policy.PolicyStore;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rollout and learner as two jobs that fail independently must do what one job does: the same weights, and each prompt in one line of the
 * ledger.
 */
class SplitJobsIT {
    private static final int STEPS = 12;

    @TempDir
    static Path shared;

    private static HashRun.Left oneJob;

    @TempDir
    Path temp;

    @BeforeAll
    static void runAsOneJob() throws Exception {
        oneJob = strict(shared).to(STEPS, FaultPlan.NONE);
    }

    private static HashRun strict(Path folder) {
        return new HashRun(new RunFolder(folder), new HashParts(36, 2, 2, 0), true, 1);
    }

    private SplitRun split() {
        return new SplitRun(strict(temp.resolve("split")));
    }

    @Test
    void twoJobsEndWithTheWeightsAndTheLedgerOfOneJob() throws Exception {
        HashRun.Left left = split().to(STEPS, FaultPlan.NONE, FaultPlan.NONE);

        assertThat(left).isEqualTo(oneJob);
        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
    }

    /** Both jobs fail, each at a different point. */
    @ParameterizedTest
    @CsvSource({
        "SAMPLED, BEFORE_STEP",
        "REVISED, AFTER_STEP",
        "REMEMBER, PUBLISHED",
        "COMPOSE, SNAPSHOT",
        "CHANNEL_WRITE, CHANNEL_WRITE",
        "CHANNEL_PUBLISH, CHANNEL_PUBLISH",
        "CHANNEL_PUBLISHED, CHANNEL_PUBLISHED",
        "RESTORE, RESTORE"
    })
    void crashesOfBothJobsChangeNothing(Point rollout, Point learner) throws Exception {
        FaultPlan inLearner = new FaultPlan(inLearner(learner));
        SplitRun crashing = split();

        assertThat(crashing.to(STEPS, new FaultPlan(inRollout(rollout)), inLearner))
                .isEqualTo(oneJob);
        assertThat(crashing.learnerAttempt())
                .as("every planned failure of the learner has occurred")
                .isEqualTo(inLearner.faults().size());
    }

    /** Consecutive failures, one per attempt; a step is one record of the minibatch channel. */
    private static List<Fault> inRollout(Point point) {
        return switch (point) {
            case SAMPLED, REVISED, REMEMBER, COMPOSE -> List.of(new Fault(point, 31, 0), new Fault(point, 13, 1));
            case CHANNEL_WRITE -> List.of(new Fault(point, 5, 0), new Fault(point, 3, 1));
            default -> shared(point);
        };
    }

    private static List<Fault> inLearner(Point point) {
        return switch (point) {
            case BEFORE_STEP, AFTER_STEP, PUBLISHED -> List.of(new Fault(point, 5, 0), new Fault(point, 3, 1));
            case SNAPSHOT -> List.of(new Fault(point, 4, 0), new Fault(point, 2, 1));
            case CHANNEL_WRITE -> List.of(new Fault(point, 23, 0), new Fault(point, 13, 1));
            default -> shared(point);
        };
    }

    private static List<Fault> shared(Point point) {
        return point == Point.RESTORE
                ? List.of(new Fault(Point.CHANNEL_PUBLISHED, 1, 0), new Fault(point, 1, 1), new Fault(point, 1, 2))
                : List.of(new Fault(point, 1, 0), new Fault(point, 1, 1));
    }

    @Test
    void jobsOfDifferentParallelismTrainOnEachPromptOnceWithinTheStalenessBound() throws Exception {
        HashParts parts = new HashParts(36, 2, 2, 2);
        HashRun run = new HashRun(new RunFolder(temp.resolve("wide")), parts, false, 3);

        HashRun.Left left = new SplitRun(run, 1)
                .toDespite(STEPS, new FaultPlan(inRollout(Point.REMEMBER)), new FaultPlan(inLearner(Point.AFTER_STEP)));

        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(left.staleness()).allSatisfy(most -> assertThat(most).isBetween(0L, (long) parts.maxStaleness()));
        assertThat(run.verdict().faults()).isEmpty();
    }

    @Test
    void bothJobsContinueFromTheirCheckpointsAfterBeingKilled() throws Exception {
        SplitRun killed = split();
        SplitRun.Jobs jobs = killed.start(STEPS, FaultPlan.NONE, FaultPlan.NONE);
        killed.awaitStep(jobs, STEPS / 3);
        await().atMost(Duration.ofMinutes(5)).until(killed::restorable);
        jobs.cancel();

        assertThat(killed.to(STEPS, FaultPlan.NONE, FaultPlan.NONE)).isEqualTo(oneJob);
    }

    @Test
    void withoutItsLearnerTheRolloutFillsTheStalenessWindowAndWaitsUntilTheLearnerIsBack() throws Exception {
        int maxStaleness = 2;
        HashRun run =
                new HashRun(new RunFolder(temp.resolve("waiting")), new HashParts(36, 2, 2, maxStaleness), false, 2);
        SplitRun split = new SplitRun(run);
        SplitRun.Jobs jobs = split.start(2 * STEPS, FaultPlan.NONE, FaultPlan.NONE);
        split.awaitStep(jobs, 4);
        await().atMost(Duration.ofMinutes(5)).until(split::restorable);
        jobs.learner().cancel();
        long trained = new PolicyStore(run.folder().store())
                .newestManifest()
                .orElseThrow()
                .step();
        long full = Math.min(2 * STEPS, trained + maxStaleness + 1);

        await().atMost(Duration.ofMinutes(5))
                .until(() -> ChannelReader.published(run.folder().minibatches()) >= full);
        assertThat(ChannelReader.published(run.folder().minibatches())).isEqualTo(full);
        assertThat(jobs.rollout().ended()).isFalse();

        SplitRun.Jobs again = new SplitRun.Jobs(jobs.rollout(), split.learner(2 * STEPS, FaultPlan.NONE));
        split.awaitStep(again, 2 * STEPS);
        split.stop(again);

        assertThat(run.left().ordinals()).containsExactlyElementsOf(HashRun.ordinals(2 * STEPS));
        assertThat(run.left().staleness()).allMatch(steps -> steps <= maxStaleness);
        assertThat(run.verdict().faults()).isEmpty();
    }

    @Test
    void bothJobsContinueWithAHigherLimit() throws Exception {
        SplitRun inTwo = split();
        inTwo.to(STEPS / 2, FaultPlan.NONE, FaultPlan.NONE);

        assertThat(inTwo.to(STEPS, FaultPlan.NONE, FaultPlan.NONE)).isEqualTo(oneJob);
    }

    @Test
    void asynchronousJobsWithCrashesOfBothEndEachVisitOnceAndKeepTheStalenessBound() throws Exception {
        HashParts parts = new HashParts(36, 2, 2, 3);
        HashRun run = new HashRun(new RunFolder(temp.resolve("async")), parts, false, 3);
        FaultPlan inRollout = new FaultPlan(List.of(
                new Fault(Point.SAMPLED, 20, 0),
                new Fault(Point.REMEMBER, 10, 1),
                new Fault(Point.CHANNEL_PUBLISHED, 2, 2)));
        FaultPlan inLearner = new FaultPlan(List.of(
                new Fault(Point.AFTER_STEP, 6, 0),
                new Fault(Point.PUBLISHED, 2, 1),
                new Fault(Point.CHANNEL_PUBLISH, 1, 2)));

        HashRun.Left left = new SplitRun(run).toDespite(2 * STEPS, inRollout, inLearner);

        assertThat(left.step()).isEqualTo(2 * STEPS);
        assertThat(left.ordinals()).doesNotHaveDuplicates();
        assertThat(left.ledger())
                .hasSize(2 * STEPS * 5)
                .extracting(LedgerLine::split)
                .containsOnly("prompts");
        assertThat(left.staleness()).isNotEmpty().allMatch(steps -> steps <= 3);
        assertThat(run.verdict().faults()).isEmpty();
    }

    /** With replay, reflection and recomposition on: the published records must be consistent to the last row. */
    @ParameterizedTest
    @ValueSource(longs = {3, 8})
    void withAllMethodsAndFailuresNothingIsLostOrDoneTwice(long seed) throws Exception {
        Scenario scenario = Scenario.of(seed);
        HashMethods methods = new HashMethods(true, true, scenario.capacity(), 14, scenario.shards());
        HashParts parts = new HashParts(8, 1, 1, scenario.maxStaleness(), methods);
        HashRun run = new HashRun(new RunFolder(temp.resolve("methods")), parts, false, scenario.parallelism(), 10);

        new SplitRun(run).toDespite(14, scenario.plan(), Scenario.of(seed + 100).plan());

        new MethodsAudit(scenario.toString(), run, 14).all();
    }
}
