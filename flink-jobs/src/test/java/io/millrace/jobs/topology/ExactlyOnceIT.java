package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole job on a policy whose weights are a hash of its training history: a visit that is lost, duplicated, or
 * sampled by other weights changes the result.
 */
class ExactlyOnceIT {
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

    private HashRun strict(String name) {
        return strict(temp.resolve(name));
    }

    @Test
    void twoStrictRunsEndWithTheSameWeightsAndLedger() throws Exception {
        HashRun.Left second = strict("second").to(STEPS, FaultPlan.NONE);

        assertThat(second).isEqualTo(undisturbed);
        assertThat(second.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(second.ledger())
                .extracting(LedgerLine::end)
                .contains(VisitEnd.Kind.TRAINED, VisitEnd.Kind.PROMPT_TOO_LONG, VisitEnd.Kind.SAMPLING_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void aCrashAnywhereChangesNothing(Point point) throws Exception {
        HashRun crashing = strict("crashed");
        HashRun.Left crashed = crashing.to(STEPS, new FaultPlan(faults(point)));

        assertThat(crashed).isEqualTo(undisturbed);
        assertThat(crashing.diff(strict(shared)).count()).isZero();
        assertThat(crashing.verdict().faults()).isEmpty();
        assertThat(orphans(crashing.folder())).isEmpty();
    }

    /** Consecutive failures, one per attempt, at times that every attempt reaches. */
    private static List<Fault> faults(Point point) {
        return switch (point) {
            case SAMPLED, REVISED, REMEMBER, COMPOSE, CHANNEL_WRITE ->
                List.of(new Fault(point, 31, 0), new Fault(point, 13, 1));
            case BEFORE_STEP, AFTER_STEP, PUBLISHED -> List.of(new Fault(point, 7, 0), new Fault(point, 3, 1));
            case SNAPSHOT -> List.of(new Fault(point, 2, 0), new Fault(point, 1, 1));
            // Records covered by a checkpoint are published again by the attempt that is restored from it.
            case CHANNEL_PUBLISH, CHANNEL_PUBLISHED -> List.of(new Fault(point, 1, 0), new Fault(point, 1, 1));
            case RESTORE ->
                List.of(new Fault(Point.CHANNEL_PUBLISHED, 1, 0), new Fault(point, 1, 1), new Fault(point, 1, 2));
        };
    }

    /** The staged files that remain after a run's end, in both channels. */
    private static List<Path> orphans(RunFolder folder) throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path channel : List.of(folder.ledger(), folder.steps())) {
            try (Stream<Path> staged = Files.list(channel.resolve(".staged"))) {
                left.addAll(staged.toList());
            }
        }
        return left;
    }

    @Test
    void aKilledRunContinuesFromItsCheckpoint() throws Exception {
        HashRun killed = strict("killed");
        EmbeddedJob job = killed.start(STEPS, FaultPlan.NONE);
        await().atMost(Duration.ofMinutes(5)).until(() -> killed.restorePoint().isPresent());
        job.cancel();

        HashRun.Left resumed = killed.to(STEPS, FaultPlan.NONE);

        assertThat(resumed).isEqualTo(undisturbed);
    }

    @Test
    void aRunStoppedAtItsLastStepContinuesWithAHigherLimit() throws Exception {
        HashRun inTwo = strict("in-two");
        inTwo.to(STEPS / 2, FaultPlan.NONE);

        assertThat(inTwo.to(STEPS, FaultPlan.NONE)).isEqualTo(undisturbed);
    }

    @Test
    void aRescaledRunEndsWithTheSameWeightsAndLedger() throws Exception {
        HashRun run = strict("rescaled");
        run.with(3).stopAfter(STEPS / 3, STEPS);
        run.with(2).stopAfter(2 * STEPS / 3, STEPS);

        assertThat(run.to(STEPS, FaultPlan.NONE)).isEqualTo(undisturbed);
    }

    @Test
    void anAsynchronousRunWithCrashesEndsEachVisitOnceAndKeepsTheStalenessBound() throws Exception {
        FaultPlan faults = new FaultPlan(List.of(
                new Fault(Point.SAMPLED, 40, 0),
                new Fault(Point.REMEMBER, 20, 1),
                new Fault(Point.AFTER_STEP, 2, 2),
                new Fault(Point.PUBLISHED, 3, 3)));
        HashRun run = new HashRun(new RunFolder(temp.resolve("async")), new HashParts(100, 3, 3, 2), false, 2);

        HashRun.Left left = run.to(STEPS, faults);

        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(left.staleness()).hasSize(STEPS).allMatch(staleness -> staleness <= 2);
        assertThat(run.verdict().faults()).isEmpty();
    }
}
