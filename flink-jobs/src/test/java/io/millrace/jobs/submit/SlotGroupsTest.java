package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.Plans;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.testkit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stages of a job share a slot. */
class SlotGroupsTest {
    @TempDir
    Path temp;

    private Iterable<JobVertex> vertices(SubmittedKind kind, boolean groups) {
        MillraceConfig config = ConfigReader.parse(
                "data: {train: {task: digits}}\nstream: {parallelism: 2, slotGroups: %s}".formatted(groups),
                List.of(),
                "test");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(new Configuration());
        RunFolder folder = new RunFolder(temp);
        kind.build(
                env,
                ConfiguredParts.of(config, Repository.path("deploy/models/digits")),
                new Submission(config, folder, kind).onCluster(Plans.of(config, folder, FaultPlan.NONE)));
        return env.getStreamGraph().getJobGraph().getVertices();
    }

    /** The stages of each slot sharing group, by the first of its stages. */
    private Map<String, List<String>> groups(SubmittedKind kind, boolean groups) {
        Map<Object, List<String>> stages = new LinkedHashMap<>();
        for (JobVertex vertex : vertices(kind, groups)) {
            for (String stage : vertex.getName().replaceAll("[()]", "").split(" -> |, ")) {
                stages.computeIfAbsent(vertex.getSlotSharingGroup(), key -> new ArrayList<>())
                        .add(stage);
            }
        }
        Map<String, List<String>> sorted = new TreeMap<>();
        stages.values()
                .forEach(names -> sorted.put(names.stream().sorted().findFirst().orElseThrow(), names));
        return sorted;
    }

    private List<String> groupOf(String stage, Map<String, List<String>> groups) {
        return groups.values().stream()
                .filter(names -> names.contains(stage))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void byDefaultOneSlotRunsAllStages() {
        assertThat(groups(SubmittedKind.ONLINE, false)).hasSize(1);
    }

    @Test
    void samplersAndTheLearnerShareNoSlotWithOtherStagesOrEachOther() {
        Map<String, List<String>> groups = groups(SubmittedKind.ONLINE, true);

        assertThat(groups).hasSize(3);
        assertThat(groupOf("sample", groups)).containsExactlyInAnyOrder("sample", "revise");
        assertThat(groupOf("learn", groups))
                .contains("learn", "ledger: Committer", "steps: Committer", "dead-letters: Committer")
                .noneMatch(name -> name.contains("compose"));
        assertThat(groupOf("grade", groups))
                .contains("Source: prompts", "remember", "compose", "reflections: Committer", "minibatches: Committer");
    }

    @Test
    void aHalfOfASplitRunHasTheGroupsOfItsStages() {
        assertThat(groups(SubmittedKind.ROLLOUT, true)).hasSize(2);
        assertThat(groups(SubmittedKind.LEARNER, true)).hasSize(1);
    }
}
