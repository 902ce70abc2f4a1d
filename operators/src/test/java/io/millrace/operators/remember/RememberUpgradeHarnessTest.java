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
import io.millrace.model.GradedResponse;
import io.millrace.model.Passage;
import io.millrace.model.Rewards;
import io.millrace.operators.testkit.GoldenSnapshots;
import io.millrace.operators.testkit.GoldenVisits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores what the first version remembered: the newest four trajectories of a query, whatever their kind, without index. */
class RememberUpgradeHarnessTest {
    private static final int CAPACITY = 4;

    private RememberHarness harness;

    @BeforeEach
    void restore() throws Exception {
        harness = new RememberHarness(new MemoryConfig(3, 3, Retention.Rule.NEWEST, Duration.ofDays(1), 0, true, true));
        harness.initializeState(GoldenSnapshots.read("remember", 1));
        harness.open();
        harness.at(GoldenVisits.START + 5 * GoldenVisits.HOUR);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** What was remembered of a query, rounded as state rounds it. */
    private static List<Trajectory> remembered(String query) {
        TrajectoryCodec codec = new TrajectoryCodec();
        List<Trajectory> all = new ArrayList<>();
        for (Passage passage : GoldenVisits.remembered()) {
            if (passage.visit().prompt().queryId().equals(query)) {
                ((GradedGroup) passage)
                        .graded().stream()
                                .map(response -> Trajectory.of(passage.visit(), response))
                                .forEach(all::add);
            }
        }
        return all.stream()
                .skip(Math.max(0, all.size() - CAPACITY))
                .map(trajectory -> Versioned.fromBytes(codec, Versioned.toBytes(codec, trajectory)))
                .map(RememberUpgradeHarnessTest::withTotalAlone)
                .toList();
    }

    /** The first version kept no parts of rewards. */
    private static Trajectory withTotalAlone(Trajectory trajectory) {
        GradedResponse graded = trajectory.response();
        return new Trajectory(
                trajectory.visit(),
                new GradedResponse(graded.response(), graded.verdict(), Rewards.of("total", graded.reward())));
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
    void allTrajectoriesAreThere() throws Exception {
        for (String query : List.of("golden/a", "golden/b", "golden/c", "golden/d")) {
            assertThat(harness.trajectories(query).values()).as(query).containsExactlyElementsOf(remembered(query));
        }
        assertThat(harness.trajectories("golden/a").keySet()).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void allStatisticsAreThere() throws Exception {
        for (String query : List.of("golden/a", "golden/b", "golden/c", "golden/d")) {
            assertThat(harness.statistics(query)).as(query).isEqualTo(statistics(query));
        }
    }

    @Test
    void theFirstVisitBuildsTheIndexAndNumbersGoOn() throws Exception {
        assertThat(harness.index("golden/c")).isNull();
        harness.processElement(GoldenVisits.group("c", 2, 30, 1), 0);

        MemoryIndex index = harness.index("golden/c");
        assertThat(index.entries()).extracting(IndexEntry::number).containsExactly(0L, 1L, 2L, 3L);
        assertThat(index.entries()).extracting(IndexEntry::visit).containsExactly(0L, 1L, 1L, 2L);
        assertThat(index.next()).isEqualTo(4);
        Trajectory first = remembered("golden/c").get(0);
        assertThat(index.entries().get(0))
                .isEqualTo(IndexEntry.of(0, first, GoldenVisits.START + 5 * GoldenVisits.HOUR));
    }

    @Test
    void whatFindsNoPlaceUnderTheNewRulesGoesWithTheFirstVisit() throws Exception {
        harness.processElement(GoldenVisits.group("a", 5, 40, 4), 0);

        assertThat(harness.index("golden/a").correct()).hasSize(3);
        assertThat(harness.index("golden/a").wrong()).hasSize(3);
        assertThat(harness.trajectories("golden/a").keySet())
                .containsExactlyElementsOf(harness.index("golden/a").entries().stream()
                        .map(IndexEntry::number)
                        .toList());
    }

    @Test
    void whatExpiredBeforeTheUpgradeIsNotInTheIndex() throws Exception {
        harness.at(GoldenVisits.START + Duration.ofDays(1).toMillis() + GoldenVisits.HOUR / 2);
        harness.processElement(GoldenVisits.group("c", 2, 30, 1), 0);

        assertThat(harness.index("golden/c").entries())
                .extracting(IndexEntry::visit)
                .containsExactly(1L, 1L, 2L);
    }
}
