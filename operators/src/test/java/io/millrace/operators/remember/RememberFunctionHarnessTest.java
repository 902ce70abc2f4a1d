package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.Retention;
import io.millrace.memory.Trajectory;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.operators.testkit.GoldenVisits;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashMethods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberFunctionHarnessTest {
    private static final Duration TTL = Duration.ofDays(1);

    private final List<RememberHarness> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (RememberHarness harness : open) {
            harness.close();
        }
    }

    /** A harness that has not been opened. */
    private RememberHarness harness(MemoryConfig memory) throws Exception {
        RememberHarness harness = new RememberHarness(memory);
        open.add(harness);
        return harness;
    }

    private static MemoryConfig newest(int kept) {
        return new MemoryConfig(kept, kept, Retention.Rule.NEWEST, TTL, 0, true, false);
    }

    private RememberHarness replaying(long maxAge) throws Exception {
        RememberHarness harness = new RememberHarness(
                new MemoryConfig(9, 9, Retention.Rule.NEWEST, TTL, maxAge, true, false),
                new HashMethods(true, false, 0, 1, 1));
        open.add(harness);
        harness.open();
        return harness;
    }

    /** A response of a version, the only one of its group. */
    private static GradedGroup alone(long visit, long version, boolean correct) {
        Response response = Samples.response(0, FinishReason.STOP, Origin.SAMPLED, version, 98);
        return new GradedGroup(
                Stream.visit("a", visit), new TokenIds(1), List.of(Samples.graded(response, correct, correct ? 1 : 0)));
    }

    @ParameterizedTest
    @CsvSource({"8, 2", "9, 1"})
    void oldTrajectoriesAreNotReplayed(long newestVersion, int responses) throws Exception {
        var harness = replaying(5);
        harness.processElement(alone(0, 3, true), 0);
        harness.processElement(alone(1, newestVersion, false), 0);

        GradedGroup joined = (GradedGroup) harness.extractOutputValues().get(1);
        assertThat(joined.responses()).hasSize(responses);
    }

    @Test
    void expiredTrajectoriesAreNotReplayed() throws Exception {
        var harness = replaying(0);
        harness.at(0);
        harness.processElement(alone(0, 3, true), 0);
        harness.at(TTL.toMillis());
        harness.processElement(alone(1, 3, false), 0);

        assertThat(((GradedGroup) harness.extractOutputValues().get(1)).responses())
                .hasSize(1);
    }

    private static void visit(RememberHarness harness, String query, long... visits) throws Exception {
        for (long visit : visits) {
            harness.processElement(Stream.graded(query, visit), 0);
        }
    }

    private static List<Long> visits(RememberHarness harness, String query) throws Exception {
        return harness.trajectories("q/" + query).values().stream()
                .map(Trajectory::visit)
                .toList();
    }

    @Test
    void theNewestOfEachKindStayAndTheStatisticsCountAll() throws Exception {
        var harness = harness(newest(2));
        harness.open();
        visit(harness, "a", 0, 1, 2);
        visit(harness, "b", 9);

        assertThat(visits(harness, "a")).containsExactly(1L, 1L, 2L, 2L);
        assertThat(visits(harness, "b")).containsExactly(9L, 9L);
        assertThat(harness.statistics("q/a").responses()).isEqualTo(6);
        assertThat(harness.statistics("q/a").correct()).isEqualTo(3);
    }

    @Test
    void theIndexNamesExactlyTheRememberedTrajectories() throws Exception {
        var harness = harness(newest(2));
        harness.open();
        visit(harness, "a", 0, 1, 2);
        MemoryIndex index = harness.index("q/a");

        assertThat(index.entries())
                .extracting(IndexEntry::number)
                .containsExactlyElementsOf(harness.trajectories("q/a").keySet());
        assertThat(index.entries()).extracting(IndexEntry::correct).containsExactly(true, false, true, false);
        assertThat(index.next()).isEqualTo(6);
    }

    @Test
    void evictedTrajectoriesAreNotWritten() throws Exception {
        var harness = harness(new MemoryConfig(0, 1, Retention.Rule.NEWEST, TTL, 0, true, false));
        harness.open();
        visit(harness, "a", 0, 1);

        assertThat(harness.trajectories("q/a").values())
                .singleElement()
                .matches(trajectory ->
                        trajectory.visit() == 1 && !trajectory.response().correct());
    }

    @Test
    void onlyRequestedPartsOfAResponseAreRemembered() throws Exception {
        var all = harness(new MemoryConfig(1, 1, Retention.Rule.NEWEST, TTL, 0, true, true));
        var none = harness(new MemoryConfig(1, 1, Retention.Rule.NEWEST, TTL, 0, false, false));
        GradedGroup group = GoldenVisits.group("a", 0, 7, 2);
        for (var harness : List.of(all, none)) {
            harness.open();
            harness.processElement(group, 0);
        }
        Response kept = response(all);
        Response bare = response(none);

        assertThat(kept.logProbs())
                .isEqualTo(group.responses().get(0).response().logProbs());
        assertThat(kept.logProbs().known()).isTrue();
        assertThat(bare.tokens()).isEqualTo(kept.tokens());
        assertThat(bare.logProbs()).isEqualTo(LogProbs.NONE);
        assertThat(bare.entropies()).isEqualTo(Entropies.NONE);
    }

    private static Response response(RememberHarness harness) throws Exception {
        return harness.trajectories("golden/a").get(0L).response().response();
    }

    @Test
    void trajectoriesExpireAndStatisticsDoNot() throws Exception {
        var harness = harness(newest(3));
        harness.open();
        harness.at(0);
        visit(harness, "a", 0);
        harness.at(Duration.ofHours(12).toMillis());
        visit(harness, "a", 1);
        harness.at(Duration.ofHours(25).toMillis());

        assertThat(visits(harness, "a")).containsExactly(1L, 1L);
        assertThat(harness.statistics("q/a").responses()).isEqualTo(4);
    }

    @Test
    void theIndexExpiresWithTheTrajectories() throws Exception {
        var harness = harness(newest(3));
        harness.open();
        harness.at(0);
        visit(harness, "a", 0);
        harness.at(TTL.toMillis());
        visit(harness, "a", 1);

        assertThat(harness.index("q/a").entries()).extracting(IndexEntry::visit).containsExactly(1L, 1L);
    }

    @Test
    void memorySurvivesARestore() throws Exception {
        var before = harness(newest(3));
        before.open();
        visit(before, "a", 0);
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(newest(3));
        after.initializeState(state);
        after.open();
        visit(after, "a", 1);

        assertThat(visits(after, "a")).containsExactly(0L, 0L, 1L, 1L);
        assertThat(after.index("q/a").entries()).hasSize(4);
        assertThat(after.statistics("q/a").responses()).isEqualTo(4);
    }

    @Test
    void entriesBeyondALoweredCapacityAreEvictedWithTheNextTrajectory() throws Exception {
        var before = harness(newest(8));
        before.open();
        visit(before, "a", 0, 1, 2);
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(newest(1));
        after.initializeState(state);
        after.open();
        assertThat(visits(after, "a")).hasSize(6);
        visit(after, "a", 3);

        assertThat(visits(after, "a")).containsExactly(3L, 3L);
        assertThat(after.statistics("q/a").responses()).isEqualTo(8);
    }

    @Test
    void passagesAreForwardedAndEndsAreNotRemembered() throws Exception {
        var harness = harness(newest(3));
        harness.open();
        Passage group = Stream.graded("a", 0);
        Passage end = Stream.failed(1);
        harness.processElement(group, 0);
        harness.processElement(end, 0);

        assertThat(harness.extractOutputValues()).containsExactly(group, end);
        assertThat(visits(harness, "q1")).isEmpty();
    }
}
