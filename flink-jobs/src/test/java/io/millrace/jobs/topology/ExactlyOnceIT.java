package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.run.EmbeddedJob;
import io.millrace.jobs.run.RunFolder;
import io.millrace.jobs.testkit.HashParts;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole job on a policy whose weights are a hash of all it learnt: a visit lost, doubled, or sampled by other weights
 * changes the result.
 */
class ExactlyOnceIT {
    private static final int STEPS = 24;

    @TempDir
    Path temp;

    private HashRun strict(String name) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(36, 2, 2, 0), true, 1);
    }

    @Test
    void twoStrictRunsEndWithTheSameWeightsAndLedger() throws Exception {
        HashRun.Left first = strict("first").to(STEPS, FaultPlan.NONE);
        HashRun.Left second = strict("second").to(STEPS, FaultPlan.NONE);

        assertThat(second).isEqualTo(first);
        assertEachVisitEndsOnce(first.ledger(), STEPS);
        assertThat(first.ledger())
                .extracting(LedgerLine::end)
                .contains(VisitEnd.Kind.TRAINED, VisitEnd.Kind.PROMPT_TOO_LONG, VisitEnd.Kind.SAMPLING_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void aCrashAnywhereChangesNothing(Point point) throws Exception {
        HashRun.Left undisturbed = strict("undisturbed").to(STEPS, FaultPlan.NONE);
        boolean perStep = point.compareTo(Point.BEFORE_STEP) >= 0 && point != Point.SNAPSHOT;
        FaultPlan faults = new FaultPlan(List.of(
                new Fault(point, point == Point.SNAPSHOT ? 2 : perStep ? 7 : 31, 0),
                new Fault(point, point == Point.SNAPSHOT ? 1 : perStep ? 3 : 13, 1)));

        HashRun.Left crashed = strict("crashed").to(STEPS, faults);

        assertThat(crashed).isEqualTo(undisturbed);
    }

    @Test
    void aRunThatWasKilledGoesOnWhereItsCheckpointWas() throws Exception {
        HashRun.Left undisturbed = strict("undisturbed").to(STEPS, FaultPlan.NONE);
        HashRun killed = strict("killed");
        EmbeddedJob job = killed.start(STEPS, FaultPlan.NONE);
        while (killed.restorePoint().isEmpty()) {
            Thread.sleep(10);
        }
        job.cancel();

        HashRun.Left resumed = killed.to(STEPS, FaultPlan.NONE);

        assertThat(resumed).isEqualTo(undisturbed);
    }

    @Test
    void aRunStoppedAtItsLastStepGoesOnWithAHigherLimit() throws Exception {
        HashRun.Left undisturbed = strict("undisturbed").to(STEPS, FaultPlan.NONE);
        HashRun inTwo = strict("in-two");
        inTwo.to(STEPS / 2, FaultPlan.NONE);

        assertThat(inTwo.to(STEPS, FaultPlan.NONE)).isEqualTo(undisturbed);
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

        assertEachVisitEndsOnce(left.ledger(), STEPS);
    }

    private static void assertEachVisitEndsOnce(List<LedgerLine> ledger, int steps) {
        assertThat(ledger)
                .extracting(LedgerLine::ordinal)
                .containsExactlyElementsOf(
                        LongStream.range(0, steps * 5L).boxed().toList());
        assertThat(ledger).extracting(LedgerLine::step).doesNotContain(0L).contains((long) steps);
    }
}
