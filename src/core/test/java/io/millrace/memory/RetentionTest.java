package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.memory.Retention.Rule;
import io.millrace.model.FinishReason;
import io.millrace.model.PromptKind;
import io.millrace.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final long NEW = 100;

    private static IndexEntry entry(long number, boolean correct, int tokens, long version, long fingerprint) {
        return new IndexEntry(
                number,
                number / 4,
                correct ? Verdict.Kind.CORRECT : Verdict.Kind.INCORRECT,
                correct ? 1 : 0,
                tokens,
                version,
                PromptKind.PLAIN,
                FinishReason.STOP,
                number * 1000,
                fingerprint);
    }

    private static IndexEntry correct(long number, int tokens) {
        return entry(number, true, tokens, NEW, number);
    }

    private static IndexEntry wrong(long number, long fingerprint) {
        return entry(number, false, 10, NEW, fingerprint);
    }

    private static Retention of(Rule rule, int correct, int wrong) {
        return new Retention(rule, correct, wrong, 0, 1);
    }

    private static Retention.Change offer(Retention retention, MemoryIndex index, IndexEntry... offered) {
        return retention.offer("q", index, List.of(offered), NEW);
    }

    private static List<Long> numbers(List<IndexEntry> entries) {
        return entries.stream().map(IndexEntry::number).toList();
    }

    private static List<Long> kept(Retention.Change change) {
        return numbers(change.index().entries());
    }

    @Test
    void theOldestOfAKindIsEvictedAndTheOtherKindIsKept() {
        Retention newest = of(Rule.NEWEST, 2, 1);
        Retention.Change first = offer(newest, MemoryIndex.EMPTY, correct(0, 9), wrong(1, 0), correct(2, 9));
        Retention.Change second = offer(newest, first.index(), correct(3, 9));

        assertThat(kept(first)).containsExactly(0L, 1L, 2L);
        assertThat(first.evicted()).isZero();
        assertThat(kept(second)).containsExactly(1L, 2L, 3L);
        assertThat(second.evicted()).isEqualTo(1);
        assertThat(numbers(first.index().without(second.index()))).containsExactly(0L);
        assertThat(second.index().next()).isEqualTo(4);
    }

    @Test
    void aVisitLargerThanTheCapacityKeepsItsNewest() {
        Retention.Change change =
                offer(of(Rule.NEWEST, 2, 1), MemoryIndex.EMPTY, correct(0, 9), correct(1, 9), correct(2, 9));

        assertThat(numbers(change.added())).containsExactly(1L, 2L);
        assertThat(change.evicted()).isEqualTo(1);
    }

    @Test
    void aKindWithoutCapacityIsNotRemembered() {
        Retention.Change change = offer(of(Rule.NEWEST, 0, 1), MemoryIndex.EMPTY, correct(0, 9), wrong(1, 0));

        assertThat(kept(change)).containsExactly(1L);
    }

    @Test
    void diverseRetentionEvictsTheLongestCorrectResponse() {
        Retention.Change change = offer(
                of(Rule.DIVERSE, 2, 1),
                MemoryIndex.EMPTY,
                correct(0, 50),
                correct(1, 70),
                correct(2, 60),
                correct(3, 80));

        assertThat(kept(change)).containsExactly(0L, 2L);
    }

    @Test
    void diverseRetentionEvictsTheOlderOfEquallyLongResponses() {
        Retention.Change change =
                offer(of(Rule.DIVERSE, 1, 1), MemoryIndex.EMPTY, correct(0, 50), correct(1, 50), correct(2, 51));

        assertThat(kept(change)).containsExactly(1L);
    }

    @Test
    void diverseRetentionEvictsTheOlderOfTheClosestIncorrectPair() {
        // Distances: 0-1 is 4, 0-2 is 8, 1-2 is 4 + 8 = 12, 3 is 1 from 1 and at least 5 from the others.
        Retention.Change change = offer(
                of(Rule.DIVERSE, 1, 3),
                MemoryIndex.EMPTY,
                wrong(0, 0b0000_0000_0000_0000),
                wrong(1, 0b0000_0000_0000_1111),
                wrong(2, 0b1111_1111_0000_0000),
                wrong(3, 0b0000_0000_0001_1111));

        assertThat(kept(change)).containsExactly(0L, 2L, 3L);
    }

    @Test
    void aCapacityOfOneKeepsTheNewestIncorrectResponse() {
        Retention.Change change =
                offer(of(Rule.DIVERSE, 1, 1), MemoryIndex.EMPTY, wrong(0, 0), wrong(1, 0xff), wrong(2, -1));

        assertThat(kept(change)).hasSize(1);
        assertThat(change.evicted()).isEqualTo(2);
    }

    @Test
    void entriesAboveTheMaximumAgeAreEvicted() {
        Retention aged = new Retention(Rule.NEWEST, 9, 9, 10, 1);
        MemoryIndex index = new MemoryIndex(List.of(entry(0, true, 5, NEW - 11, 0), entry(1, true, 5, NEW - 10, 0)), 2);
        Retention.Change change = offer(aged, index, entry(2, false, 5, NEW - 11, 0), entry(3, false, 5, NEW, 0));

        assertThat(kept(change)).containsExactly(1L, 3L);
        assertThat(change.evicted()).isEqualTo(2);
    }

    @Test
    void anEmptyOfferEvictsExpiredEntries() {
        Retention aged = new Retention(Rule.NEWEST, 9, 9, 10, 1);
        MemoryIndex index = new MemoryIndex(List.of(entry(0, true, 5, NEW - 11, 0)), 1);

        assertThat(offer(aged, index).index().entries()).isEmpty();
    }

    @Test
    void expiredEntriesAreHiddenWithoutAnOffer() {
        MemoryIndex index =
                new MemoryIndex(List.of(entry(0, true, 5, NEW - 11, 0), entry(1, false, 5, NEW - 10, 0)), 2);

        assertThat(numbers(new Retention(Rule.NEWEST, 9, 9, 10, 1)
                        .withinMaxAge(index, NEW)
                        .entries()))
                .containsExactly(1L);
        assertThat(of(Rule.NEWEST, 9, 9).withinMaxAge(index, NEW))
                .as("no limit")
                .isEqualTo(index);
    }

    @Test
    void theSampleDoesNotDependOnTheSplitIntoVisits() {
        Retention reservoir = of(Rule.RESERVOIR, 3, 3);
        List<IndexEntry> all = new ArrayList<>();
        MemoryIndex oneByOne = MemoryIndex.EMPTY;
        for (long number = 0; number < 50; number++) {
            all.add(correct(number, 5));
            oneByOne = offer(reservoir, oneByOne, correct(number, 5)).index();
        }

        assertThat(reservoir.offer("q", MemoryIndex.EMPTY, all, NEW).index()).isEqualTo(oneByOne);
    }

    @Test
    void everyTrajectoryHasTheSameChanceToBeInTheSample() {
        int items = 40;
        int places = 8;
        int queries = 4000;
        int[] times = new int[items];
        for (int query = 0; query < queries; query++) {
            MemoryIndex index = MemoryIndex.EMPTY;
            for (int visit = 0; visit < items / 4; visit++) {
                List<IndexEntry> offered = new ArrayList<>();
                for (int sample = 0; sample < 4; sample++) {
                    offered.add(correct(4L * visit + sample, 5));
                }
                index = of(Rule.RESERVOIR, places, 1)
                        .offer("query " + query, index, offered, NEW)
                        .index();
            }
            index.entries().forEach(entry -> times[(int) entry.number()]++);
        }
        double expected = (double) queries * places / items;
        double chiSquare = 0;
        for (int time : times) {
            chiSquare += (time - expected) * (time - expected) / (expected * (1 - (double) places / items));
        }

        // 39 degrees of freedom: 99.9 % of uniform samples are below 72.
        assertThat(chiSquare).isLessThan(72).isGreaterThan(14);
    }

    @Test
    void queriesAndSeedsDrawDifferently() {
        List<IndexEntry> all = new ArrayList<>();
        for (long number = 0; number < 50; number++) {
            all.add(correct(number, 5));
        }
        Retention other = new Retention(Rule.RESERVOIR, 5, 5, 0, 2);
        List<Long> sample = kept(of(Rule.RESERVOIR, 5, 5).offer("q", MemoryIndex.EMPTY, all, NEW));

        assertThat(kept(of(Rule.RESERVOIR, 5, 5).offer("p", MemoryIndex.EMPTY, all, NEW)))
                .isNotEqualTo(sample);
        assertThat(kept(other.offer("q", MemoryIndex.EMPTY, all, NEW))).isNotEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void capacitiesHoldAndNothingIsLostOrDuplicated(Rule rule) {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Retention retention = new Retention(rule, random.nextInt(5), 1 + random.nextInt(5), random.nextInt(20), 1);
            MemoryIndex index = MemoryIndex.EMPTY;
            for (int visit = 0; visit < 20; visit++) {
                List<IndexEntry> offered = new ArrayList<>();
                for (int i = random.nextInt(8); i > 0; i--) {
                    offered.add(entry(
                            index.next() + offered.size(),
                            random.nextBoolean(),
                            1 + random.nextInt(100),
                            visit,
                            random.nextLong()));
                }
                Retention.Change change = retention.offer("q", index, offered, visit);
                List<Long> now = kept(change);
                assertThat(now).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
                assertThat(change.index().correct()).hasSizeLessThanOrEqualTo(retention.correct());
                assertThat(change.index().incorrect()).hasSizeLessThanOrEqualTo(retention.wrong());
                assertThat(index.entries().size() + offered.size() - change.evicted())
                        .as("seed %d", seed)
                        .isEqualTo(now.size());
                assertThat(change.added()).allMatch(offered::contains);
                index = change.index();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void freeCapacityIsAlwaysUsed(long seed) {
        Random random = new Random(seed);
        for (Rule rule : Rule.values()) {
            List<IndexEntry> offered = new ArrayList<>();
            for (int number = 0; number < 6; number++) {
                offered.add(entry(number, random.nextBoolean(), 5, NEW, random.nextLong()));
            }
            assertThat(of(rule, 6, 6)
                            .offer("q", MemoryIndex.EMPTY, offered, NEW)
                            .added())
                    .isEqualTo(offered);
        }
    }

    @Test
    void aRetentionWithoutCapacityIsRejected() {
        assertThatThrownBy(() -> of(Rule.NEWEST, 0, 0))
                .hasMessage("memory: correct or wrong must be >= 1, both were 0");
    }
}
