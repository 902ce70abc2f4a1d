package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.TrajectoryCodec;
import io.millrace.codec.Versioned;
import io.millrace.config.MemoryConfig;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Retention;
import io.millrace.memory.Trajectory;
import io.millrace.model.GradedGroup;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.operators.testkit.GoldenSnapshots;
import io.millrace.operators.testkit.GoldenVisits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores a version 1 memory: the newest three trajectories of each kind per query. */
class RememberUpgradeHarnessTest {
    private static final int MAX_TRAJECTORIES = 3;

    private RememberHarness harness;

    @BeforeEach
    void restore() throws Exception {
        harness = harness(MAX_TRAJECTORIES);
        harness.initializeState(GoldenSnapshots.read("remember", 1, RememberUpgradeHarnessTest::written));
        harness.open();
        harness.at(GoldenVisits.START + 5 * GoldenVisits.HOUR);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static RememberHarness harness(int most) throws Exception {
        return new RememberHarness(
                new MemoryConfig(most, most, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true));
    }

    private static OperatorSubtaskState written() throws Exception {
        RememberHarness today = harness(MAX_TRAJECTORIES);
        try {
            today.open();
            for (Passage passage : GoldenVisits.remembered()) {
                today.at(GoldenVisits.START + passage.visit().visit() * GoldenVisits.HOUR);
                today.processElement(passage, 0);
            }
            return today.snapshot(1, 1);
        } finally {
            today.close();
        }
    }

    /** All trajectories offered for a query, rounded as in state, by number, without replayed responses. */
    private static List<Trajectory> offered(String query) {
        TrajectoryCodec codec = new TrajectoryCodec();
        List<Trajectory> all = new ArrayList<>();
        for (Passage passage : GoldenVisits.remembered()) {
            if (passage.visit().prompt().queryId().equals(query)) {
                ((GradedGroup) passage)
                        .graded().stream()
                                .filter(response -> response.response().origin() != Origin.REPLAYED)
                                .map(response -> Trajectory.of(passage.visit(), response))
                                .map(trajectory -> Versioned.fromBytes(codec, Versioned.toBytes(codec, trajectory)))
                                .forEach(all::add);
            }
        }
        return all;
    }

    private static QueryStatistics statistics(String query) {
        QueryStatistics statistics = QueryStatistics.NONE;
        for (Passage passage : GoldenVisits.remembered()) {
            if (passage.visit().prompt().queryId().equals(query)) {
                statistics = statistics.plus((GradedGroup) passage);
            }
        }
        return statistics;
    }

    @Test
    void allTrajectoriesAreRestored() throws Exception {
        for (String query : List.of("golden/a", "golden/b", "golden/c", "golden/d")) {
            harness.trajectories(query).forEach((number, trajectory) -> assertThat(trajectory)
                    .isEqualTo(offered(query).get(Math.toIntExact(number))));
        }
        assertThat(harness.trajectories("golden/a").keySet()).containsExactly(1L, 3L, 4L, 5L, 6L);
        assertThat(harness.trajectories("golden/b").keySet()).containsExactly(0L, 1L, 2L);
        assertThat(harness.trajectories("golden/c").keySet()).containsExactly(0L);
        assertThat(harness.trajectories("golden/d")).isEmpty();
    }

    @Test
    void allStatisticsAreRestored() throws Exception {
        for (String query : List.of("golden/a", "golden/b", "golden/c", "golden/d")) {
            assertThat(harness.statistics(query)).as(query).isEqualTo(statistics(query));
        }
    }

    @Test
    void theIndexIsRestoredAndNumbersContinue() throws Exception {
        harness.processElement(GoldenVisits.group("c", 2, 30, 1), 0);

        MemoryIndex index = harness.index("golden/c");
        assertThat(index.entries()).extracting(IndexEntry::number).containsExactly(0L, 1L);
        assertThat(index.entries()).extracting(IndexEntry::visit).containsExactly(1L, 2L);
        assertThat(index.next()).isEqualTo(2);
        assertThat(index.entries().get(0))
                .isEqualTo(IndexEntry.of(0, offered("golden/c").get(0), GoldenVisits.START + GoldenVisits.HOUR));
    }

    @Test
    void entriesBeyondNewRulesAreEvictedOnTheFirstVisit() throws Exception {
        RememberHarness smaller = harness(1);
        smaller.initializeState(GoldenSnapshots.read("remember", 1, RememberUpgradeHarnessTest::written));
        smaller.open();
        smaller.at(GoldenVisits.START + 5 * GoldenVisits.HOUR);
        smaller.processElement(GoldenVisits.group("a", 5, 40, 2), 0);

        assertThat(smaller.index("golden/a").correct()).hasSize(1);
        assertThat(smaller.index("golden/a").incorrect()).hasSize(1);
        assertThat(smaller.trajectories("golden/a").keySet())
                .containsExactlyElementsOf(smaller.index("golden/a").entries().stream()
                        .map(IndexEntry::number)
                        .toList());
        smaller.close();
    }

    @Test
    void trajectoriesThatExpiredMeanwhileAreEvicted() throws Exception {
        harness.at(GoldenVisits.START + Duration.ofDays(1).toMillis() + 2 * GoldenVisits.HOUR);
        harness.processElement(GoldenVisits.group("c", 2, 30, 1), 0);

        assertThat(harness.index("golden/c").entries())
                .extracting(IndexEntry::visit)
                .containsExactly(2L);
    }
}
