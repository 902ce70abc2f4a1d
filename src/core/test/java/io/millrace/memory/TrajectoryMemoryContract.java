package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.Retention.Rule;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract of every {@link TrajectoryMemory}. */
public abstract class TrajectoryMemoryContract {
    private static final long SEED = 20261130;
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final long START = 1_000_000;
    private static final long NEWEST = 7;

    /**
     * Opens new, empty memories at time 0.
     *
     * @param config the config with a deterministic retention rule
     */
    protected abstract void open(MemoryConfig config) throws Exception;

    /** The memory of a query, among the most recently opened ones. */
    protected abstract TrajectoryMemory of(String query) throws Exception;

    /** Sets the time of all memories, in epoch milliseconds. */
    protected abstract void at(long time) throws Exception;

    private static MemoryConfig keeping(int correct, int wrong) {
        return new MemoryConfig(correct, wrong, Rule.NEWEST, TTL, 0, true, true);
    }

    private void open(int correct, int wrong) throws Exception {
        open(keeping(correct, wrong));
        at(START);
    }

    /** A trajectory that is identified by its token. */
    private static Trajectory trajectory(int token, boolean correct, long version) {
        return new Trajectory(
                3,
                Samples.graded(
                        Samples.response(0, FinishReason.STOP, Origin.SAMPLED, version, token, token + 1, 2),
                        correct,
                        correct ? 1 : -0.5));
    }

    private static Trajectory correct(int token) {
        return trajectory(token, true, 3);
    }

    private static List<Long> numbers(MemoryIndex index) {
        return index.entries().stream().map(IndexEntry::number).toList();
    }

    private List<Trajectory> all(String query) throws Exception {
        List<Trajectory> read = new ArrayList<>();
        for (IndexEntry entry : of(query).index(NEWEST).entries()) {
            of(query).read(entry).ifPresent(read::add);
        }
        return read;
    }

    @Test
    void anUnknownQueryHasNoTrajectories() throws Exception {
        open(2, 2);
        assertThat(of("q").statistics()).isEqualTo(QueryStatistics.NONE);
        assertThat(of("q").index(NEWEST)).isEqualTo(MemoryIndex.EMPTY);
        assertThat(of("q").remember(List.of(), NEWEST)).isZero();
        assertThat(of("q").index(NEWEST).entries()).isEmpty();
    }

    @Test
    void trajectoriesAreReadAsTheyWereOffered() throws Exception {
        open(2, 2);
        List<Trajectory> offered = List.of(correct(10), trajectory(20, false, 4));
        assertThat(of("q").remember(offered, NEWEST)).isZero();
        assertThat(all("q")).isEqualTo(offered);
        assertThat(of("q").index(NEWEST))
                .isEqualTo(new MemoryIndex(
                        List.of(IndexEntry.of(0, offered.get(0), START), IndexEntry.of(1, offered.get(1), START)), 2));
    }

    @Test
    void unrequestedPartsOfATrajectoryAreOmitted() throws Exception {
        open(new MemoryConfig(2, 2, Rule.NEWEST, TTL, 0, false, false));
        of("q").remember(List.of(correct(10)), NEWEST);
        assertThat(all("q")).containsExactly(correct(10).keeping(false, false));
        assertThat(all("q").get(0).response().response().logProbs()).isEqualTo(LogProbs.NONE);
    }

    @Test
    void queriesAreSeparate() throws Exception {
        open(2, 2);
        of("q").remember(List.of(correct(10)), NEWEST);
        of("r").remember(List.of(correct(20), correct(30)), NEWEST);
        QueryStatistics visited = QueryStatistics.NONE.plus(group());
        of("r").update(visited);
        assertThat(all("q")).containsExactly(correct(10));
        assertThat(all("r")).containsExactly(correct(20), correct(30));
        assertThat(of("q").statistics()).isEqualTo(QueryStatistics.NONE);
        assertThat(of("r").statistics()).isEqualTo(visited);
    }

    private static GradedGroup group() {
        return Samples.graded(
                Samples.digits("1"), Samples.graded(Samples.response(0, FinishReason.STOP, 1, 2), true, 1));
    }

    @Test
    void theOldestOfAKindIsEvictedAndCannotBeRead() throws Exception {
        open(2, 1);
        of("q").remember(List.of(correct(10), trajectory(20, false, 3), correct(30)), NEWEST);
        IndexEntry oldest = of("q").index(NEWEST).entries().get(0);
        assertThat(of("q").remember(List.of(correct(40)), NEWEST)).isEqualTo(1);
        assertThat(numbers(of("q").index(NEWEST))).containsExactly(1L, 2L, 3L);
        assertThat(all("q")).containsExactly(trajectory(20, false, 3), correct(30), correct(40));
        assertThat(of("q").read(oldest)).isEmpty();
    }

    @Test
    void trajectoriesWithoutCapacityCountAsEvicted() throws Exception {
        open(1, 0);
        assertThat(of("q").remember(List.of(correct(10), correct(20), trajectory(30, false, 3)), NEWEST))
                .isEqualTo(2);
        assertThat(all("q")).containsExactly(correct(20));
        assertThat(of("q").remember(List.of(correct(40)), NEWEST)).isEqualTo(1);
        assertThat(numbers(of("q").index(NEWEST))).as("no number is used twice").containsExactly(3L);
    }

    @Test
    void aTrajectoryExpiresFromIndexAndMemoryAtTheSameTime() throws Exception {
        open(2, 2);
        of("q").remember(List.of(correct(10)), NEWEST);
        at(START + TTL.toMillis() / 2);
        of("q").remember(List.of(correct(20)), NEWEST);
        IndexEntry first = of("q").index(NEWEST).entries().get(0);
        at(START + TTL.toMillis() - 1);
        assertThat(of("q").read(first)).contains(correct(10));
        at(START + TTL.toMillis());
        assertThat(all("q")).containsExactly(correct(20));
        assertThat(of("q").read(first))
                .as("it has expired since the index was read")
                .isEmpty();
        assertThat(of("q").remember(List.of(correct(30)), NEWEST))
                .as("expired trajectories take up no capacity")
                .isZero();
    }

    @Test
    void statisticsDoNotExpire() throws Exception {
        open(2, 2);
        QueryStatistics visited = QueryStatistics.NONE.plus(group());
        of("q").update(visited);
        at(START + 10 * TTL.toMillis());
        assertThat(of("q").statistics()).isEqualTo(visited);
    }

    @Test
    void expiredTrajectoriesAreNotInTheIndex() throws Exception {
        open(new MemoryConfig(4, 4, Rule.NEWEST, TTL, 5, true, true));
        at(START);
        of("q").remember(List.of(trajectory(10, true, 3), trajectory(20, true, 6)), 6);
        assertThat(numbers(of("q").index(8))).containsExactly(0L, 1L);
        assertThat(numbers(of("q").index(9))).containsExactly(1L);
    }

    @Test
    void readingTheIndexChangesNothing() throws Exception {
        open(2, 2);
        of("q").remember(List.of(correct(10)), NEWEST);
        MemoryIndex before = of("q").index(NEWEST);
        of("q").index(NEWEST + 1_000);
        assertThat(of("q").index(NEWEST)).isEqualTo(before);
    }

    @Test
    void afterManyVisitsItHoldsTheTrajectoriesKeptByTheRetentionPolicy() throws Exception {
        open(3, 2);
        Random random = new Random(SEED);
        Retention retention = keeping(3, 2).rule(1);
        MemoryIndex expected = MemoryIndex.EMPTY;
        for (int visit = 0; visit < 50; visit++) {
            int first = 10 * visit;
            List<Trajectory> offered = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> trajectory(first + i + 1, random.nextBoolean(), 3))
                    .toList();
            List<IndexEntry> entries = new ArrayList<>();
            for (Trajectory one : offered) {
                entries.add(IndexEntry.of(expected.next() + entries.size(), one, START));
            }
            Retention.Change change = retention.offer("q", expected, entries, NEWEST);
            expected = change.index();
            assertThat(of("q").remember(offered, NEWEST))
                    .as("seed %d, visit %d", SEED, visit)
                    .isEqualTo(change.evicted());
            assertThat(of("q").index(NEWEST))
                    .as("seed %d, visit %d", SEED, visit)
                    .isEqualTo(expected);
            assertThat(all("q"))
                    .as("seed %d, visit %d", SEED, visit)
                    .hasSize(expected.entries().size());
        }
    }
}
