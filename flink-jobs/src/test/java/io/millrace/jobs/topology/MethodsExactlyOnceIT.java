package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.MethodsAudit;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job with methods on: deterministic if strictly on-policy, and consistent after rescaling. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MethodsExactlyOnceIT {
    private static final int STEPS = 24;

    @TempDir
    Path temp;

    /** Strictly on-policy and therefore without reflections, which return later. */
    private HashRun strict(String name, int shards) {
        HashMethods methods = new HashMethods(true, false, 20, STEPS, shards);
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(9, 1, 1, 0, methods), true, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void crashesChangeNeitherWeightsNorLedger(int shards) throws Exception {
        HashRun.Left undisturbed = strict("undisturbed", shards).to(STEPS, FaultPlan.NONE);
        HashRun crashing = strict("crashed", shards);
        HashRun.Left crashed = crashing.toDespite(
                STEPS,
                new FaultPlan(List.of(
                        new Fault(Point.REMEMBER, 40, 0),
                        new Fault(Point.COMPOSE, 13, 1),
                        new Fault(Point.AFTER_STEP, 4, 2),
                        new Fault(Point.SNAPSHOT, 2, 3),
                        new Fault(Point.CHANNEL_PUBLISHED, 1, 4))));

        assertThat(crashed).isEqualTo(undisturbed);
        MethodsAudit audit = new MethodsAudit(shards + " shards", crashing, STEPS);
        audit.all();
        assertThat(audit.totals().get("replays")).isPositive();
        assertThat(audit.totals().get("compensation rows")).isPositive();
    }

    @Test
    void leftoversStayInOrderAndNothingIsLostWhenARunIsRescaled() throws Exception {
        HashMethods methods = new HashMethods(true, true, 25, STEPS, 5);
        HashRun run = new HashRun(new RunFolder(temp), new HashParts(8, 1, 1, 2, methods), false, 1, 10);
        run.stopAfter(6, STEPS);
        run.with(3).stopAfter(13, STEPS);

        long rounds = STEPS;
        run.with(2).to(rounds, FaultPlan.NONE);
        while (run.reflected().isEmpty()) {
            rounds += 2;
            run.with(2).to(rounds, FaultPlan.NONE);
        }

        MethodsAudit audit = new MethodsAudit("rescaled", run, rounds);
        audit.all();
        audit.savedBuffers();
        audit.savedMemory();
        assertThat(audit.totals().get("compensation rows")).isPositive();
    }
}
