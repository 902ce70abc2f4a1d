package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.MethodsAudit;
import io.millrace.jobs.testkit.Scenario;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job with replay, reflection and recomposition on, asynchronous, with layout and failures drawn by a seed: the
 * published records must be consistent to the last row.
 */
class MethodsUnderFailureIT {
    private static final int STEPS = 14;
    private static final int GROUPS = 10;
    /** Reading the memory takes three jobs, so it is done only for some seeds. */
    private static final int MEMORY_OF_EVERY = 4;

    private static final Map<String, Long> TOTALS = new TreeMap<>();

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsLostOrDoneTwice(long seed) throws Exception {
        Scenario scenario = Scenario.of(seed);
        HashMethods methods = new HashMethods(true, true, scenario.capacity(), STEPS, scenario.shards());
        HashRun run = new HashRun(
                new RunFolder(temp),
                new HashParts(8, 1, 1, scenario.maxStaleness(), methods),
                false,
                scenario.parallelism(),
                GROUPS);

        run.toDespite(STEPS, scenario.plan());

        MethodsAudit audit = new MethodsAudit(scenario.toString(), run, STEPS);
        audit.all();
        audit.savedBuffers();
        if (seed % MEMORY_OF_EVERY == 0) {
            audit.savedMemory();
        }
        audit.totals().forEach((what, count) -> TOTALS.merge(what, count, Long::sum));
    }

    @AfterAll
    static void everyCountIsPositive() {
        assertThat(TOTALS)
                .allSatisfy((what, count) -> assertThat(count).as(what).isPositive());
    }
}
