package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An asynchronous job that is stopped with visits in flight and resumed with more or fewer subtasks. */
class RescaleIT {
    private static final int STEPS = 40;

    @TempDir
    Path temp;

    @Test
    void everyVisitEndsOnceWithinTheStalenessBoundAtAnyParallelism() throws Exception {
        HashRun run = new HashRun(new RunFolder(temp), new HashParts(100, 3, 3, 2), false, 1);
        run.stopAfter(6, STEPS);
        run.with(3).stopAfter(14, STEPS);
        run.with(2).stopAfter(22, STEPS);
        run.with(4).stopAfter(30, STEPS);

        HashRun.Left left = run.to(STEPS, FaultPlan.NONE);

        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(left.staleness()).hasSize(STEPS).allMatch(staleness -> staleness <= 2);
    }
}
