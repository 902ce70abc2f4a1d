package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.Retention;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.TokenIds;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contents of RocksDB, including expired entries. */
class RememberExpiryHarnessTest {
    private static final Duration TTL = Duration.ofDays(1);
    private static final int QUERIES = 50;
    private static final int TOKENS = 1_000;

    private RememberHarness harness;

    @BeforeEach
    void remember() throws Exception {
        harness = new RememberHarness(new MemoryConfig(1, 1, Retention.Rule.NEWEST, TTL, 0, true, false));
        harness.open();
        harness.at(0);
        for (int query = 0; query < QUERIES; query++) {
            harness.processElement(group("q" + query, 0), 0);
        }
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static GradedGroup group(String query, long visit) {
        int[] ids = new Random(visit).ints(TOKENS, 0, 150_000).toArray();
        return new GradedGroup(
                Stream.visit(query, visit),
                new TokenIds(1),
                List.of(
                        Samples.graded(Samples.response(0, FinishReason.STOP, ids), true, 1),
                        Samples.graded(Samples.response(1, FinishReason.STOP, ids), false, 0)));
    }

    /** Two trajectories, the index and the statistics of each query. */
    @Test
    void compactionRemovesExactlyTheExpiredEntries() throws Exception {
        harness.compactTrajectories();
        assertThat(harness.entries()).isEqualTo(4 * QUERIES);
        harness.at(TTL.toMillis());
        assertThat(harness.entries()).isEqualTo(4 * QUERIES);
        harness.compactTrajectories();

        assertThat(harness.entries()).isEqualTo(2 * QUERIES);
    }

    @Test
    void aSnapshotShrinksByExpiredEntries() throws Exception {
        harness.compactTrajectories();
        long before = harness.snapshot(1, 0).getStateSize();
        harness.at(TTL.toMillis());
        harness.compactTrajectories();
        long after = harness.snapshot(2, 0).getStateSize();

        assertThat(before).isGreaterThan(2L * QUERIES * TOKENS * 2);
        assertThat(before - after).isGreaterThan(2L * QUERIES * TOKENS * 2);
    }

    @Test
    void stateDoesNotGrowWithTheNumberOfVisits() throws Exception {
        harness.compactTrajectories();
        long early = harness.snapshot(1, 0).getStateSize();
        for (long visit = 1; visit < 10; visit++) {
            for (int query = 0; query < QUERIES; query++) {
                harness.processElement(group("q" + query, visit), 0);
            }
        }

        harness.compactTrajectories();

        assertThat(harness.entries()).isEqualTo(4 * QUERIES);
        assertThat(harness.snapshot(2, 0).getStateSize()).isBetween((long) (0.9 * early), (long) (1.1 * early));
    }

    @Test
    void everyQueryHasItsOwnMemory() throws Exception {
        harness.processElement(group("q3", 5), 0);

        assertThat(IntStream.range(0, QUERIES).filter(query -> newestVisit("q/q" + query) == 5))
                .containsExactly(3);
    }

    private long newestVisit(String query) {
        try {
            return harness.index(query).entries().get(0).visit();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
