package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.RestartingServers;
import io.millrace.model.LedgerLine;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, sampled on three servers of which one at a time dies, while the job itself crashes too. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FleetExactlyOnceIT {
    private static final int STEPS = 24;
    private static final long SEED = 11;
    /** More than happen while the job starts. */
    private static final int FEWEST_KILLS = 5;

    private static final FaultPlan CRASHES = new FaultPlan(List.of(
            new Fault(Point.SAMPLED, 31, 0),
            new Fault(Point.AFTER_STEP, 3, 1),
            new Fault(Point.PUBLISHED, 2, 2),
            new Fault(Point.SNAPSHOT, 1, 3)));

    @TempDir
    Path temp;

    private HashRun run(String name, RestartingServers fleet, int staleness) {
        return new HashRun(
                new RunFolder(temp.resolve(name)),
                new HashParts(36, 0, 0, staleness).sampledOn(fleet.servers()),
                staleness == 0,
                1);
    }

    @Test
    void aStrictRunOnServersThatDieEqualsARunOnServersThatDoNot() throws Exception {
        HashRun.Left undisturbed;
        HashRun calm;
        try (RestartingServers fleet = new RestartingServers(temp.resolve("calm-fleet"))) {
            calm = run("calm", fleet, 0);
            undisturbed = calm.to(STEPS, FaultPlan.NONE);
        }
        try (RestartingServers fleet = new RestartingServers(temp.resolve("fleet")).startKilling(SEED)) {
            HashRun disturbed = run("disturbed", fleet, 0);
            HashRun.Left left = disturbed.toDespite(STEPS, CRASHES);

            fleet.check();
            assertThat(fleet.kills()).as("seed %d", SEED).isGreaterThanOrEqualTo(FEWEST_KILLS);
            assertThat(left).as("seed %d", SEED).isEqualTo(undisturbed);
            assertThat(disturbed.diff(calm).count()).isZero();
            assertThat(disturbed.verdict().faults()).isEmpty();
        }
        assertThat(undisturbed.ledger())
                .extracting(LedgerLine::end)
                .contains(VisitEnd.Kind.TRAINED)
                .doesNotContain(VisitEnd.Kind.SAMPLING_FAILED);
    }

    @Test
    void anAsynchronousRunOnServersThatDieEndsEachVisitOnceAndKeepsTheStalenessBound() throws Exception {
        try (RestartingServers fleet = new RestartingServers(temp.resolve("fleet")).startKilling(SEED)) {
            HashRun run = run("async", fleet, 2);
            HashRun.Left left = run.toDespite(STEPS, CRASHES);

            fleet.check();
            assertThat(fleet.kills()).as("seed %d", SEED).isGreaterThanOrEqualTo(FEWEST_KILLS);
            assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
            assertThat(left.staleness()).hasSize(STEPS).allMatch(staleness -> staleness <= 2);
            assertThat(run.verdict().faults()).isEmpty();
        }
    }
}
