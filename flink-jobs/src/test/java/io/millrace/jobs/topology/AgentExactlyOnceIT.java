package io.millrace.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly-once processing of responses of several turns: crashes interrupt conversations. */
class AgentExactlyOnceIT {
    private static final int STEPS = 10;
    private static final FaultPlan CRASHES = new FaultPlan(List.of(
            new Fault(Point.SAMPLED, 31, 0),
            new Fault(Point.AFTER_STEP, 3, 1),
            new Fault(Point.PUBLISHED, 2, 2),
            new Fault(Point.SNAPSHOT, 1, 3)));

    @TempDir
    Path temp;

    private HashRun run(String name, int staleness) {
        return new HashRun(
                new RunFolder(temp.resolve(name)), new HashParts(36, 0, 0, staleness).acting(), staleness == 0, 1);
    }

    @Test
    void aStrictRunWithCrashesEqualsOneWithout() throws Exception {
        HashRun calm = run("calm", 0);
        HashRun.Left undisturbed = calm.to(STEPS, FaultPlan.NONE);
        HashRun disturbed = run("disturbed", 0);
        HashRun.Left left = disturbed.toDespite(STEPS, CRASHES);

        assertThat(left).isEqualTo(undisturbed);
        assertThat(disturbed.diff(calm).count()).isZero();
        assertThat(disturbed.verdict().faults()).isEmpty();
    }

    @Test
    void anAsynchronousRunEndsEachVisitOnce() throws Exception {
        HashRun run = run("async", 2);
        HashRun.Left left = run.toDespite(STEPS, CRASHES);

        assertThat(left.ordinals()).containsExactlyElementsOf(HashRun.ordinals(STEPS));
        assertThat(left.staleness()).hasSize(STEPS).allMatch(staleness -> staleness <= 2);
        assertThat(run.verdict().faults()).isEmpty();
    }

    @Test
    void observationsReachTheMinibatchAndTheEpisodes() throws Exception {
        HashRun run = run("records", 0);
        run.to(3, FaultPlan.NONE);
        List<String> episodes = run.records(RunChannel.EPISODES);

        ObjectMapper json = new ObjectMapper();
        int turns = 0;
        for (String line : episodes) {
            for (JsonNode response : json.readTree(line).path("responses")) {
                turns += response.path("turns").size();
            }
        }
        assertThat(turns).isGreaterThan(15);
        assertThat(run.records(RunChannel.STEPS).get(0)).contains("\"tool_calls\"");
    }
}
