package io.millrace.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dataset.EpochOrder;
import io.millrace.dataset.MixedOrder;
import io.millrace.dataset.PromptOrder;
import io.millrace.dataset.SourceShare;
import io.millrace.dataset.VisitOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurriculumOrderTest {
    private static final long SEED = 3;
    private static final CurriculumConfig QUARTER = new CurriculumConfig(true, 0.25, 0.1, 0.9, 0.5);

    /** Pass rates of a number of prompts: medium for the given ones; the others are easy or hard. */
    private static PassRates rates(int prompts, Integer... middling) {
        Set<Integer> some = Set.of(middling);
        return PassRates.unseen(prompts)
                .plus(
                        IntStream.range(0, prompts)
                                .mapToObj(i -> new PassRates.Result(i, 4, some.contains(i) ? 2 : i % 2 * 4))
                                .toList(),
                        0);
    }

    /** Random states of prompts. */
    private static PassRates rates(int prompts, SplittableRandom random) {
        double seen = random.nextDouble();
        double middling = random.nextDouble();
        List<PassRates.Result> results = new ArrayList<>();
        for (int i = 0; i < prompts; i++) {
            int graded = random.nextInt(10) == 0 ? 0 : 4;
            if (random.nextDouble() < seen) {
                results.add(new PassRates.Result(i, graded, random.nextDouble() < middling ? graded / 2 : 0));
            }
        }
        return PassRates.unseen(prompts).plus(results, 0);
    }

    private static List<Long> indexes(VisitOrder order, long from, long to) {
        return LongStream.range(from, to).mapToObj(order::indexAt).toList();
    }

    @Test
    void everyFourthVisitGoesThroughAllPrompts() {
        EpochOrder plain = new PromptOrder(SEED, 9);
        VisitOrder order = new CurriculumOrder(plain, QUARTER, SEED, rates(9, 4), 1);

        assertThat(LongStream.range(0, 18).map(k -> order.indexAt(4 * k + 3)))
                .containsExactlyElementsOf(indexes(plain, 0, 18));
    }

    @Test
    void otherVisitsGoToPreferredPromptsInTurn() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 9), QUARTER, SEED, rates(9, 1, 4, 8), 1);

        List<Long> others = LongStream.range(0, 24)
                .filter(n -> n % 4 != 3)
                .map(order::indexAt)
                .boxed()
                .toList();
        for (int epoch = 0; epoch < 6; epoch++) {
            assertThat(others.subList(3 * epoch, 3 * epoch + 3))
                    .as("epoch %d", epoch)
                    .containsExactlyInAnyOrder(1L, 4L, 8L);
        }
    }

    @Test
    void withoutPreferredPromptsAllAreVisitedInTurn() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 9), QUARTER, SEED, rates(9), 1);

        assertThat(LongStream.range(0, 12).filter(n -> n % 4 != 3).map(order::indexAt))
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void unvisitedPromptsArePreferredAndUngradablePromptsAreNot() {
        PassRates rates = PassRates.unseen(9)
                .plus(
                        IntStream.range(0, 7)
                                .mapToObj(i -> new PassRates.Result(i, 0, 0))
                                .toList(),
                        0.5);
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 9), QUARTER, SEED, rates, 1);

        assertThat(LongStream.range(0, 100)
                        .filter(n -> n % 4 != 3)
                        .map(order::indexAt)
                        .distinct())
                .containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void aFloorOfOneKeepsThePlainOrder() {
        CurriculumConfig all = new CurriculumConfig(true, 1, 0.1, 0.9, 0.5);
        EpochOrder mixed = new MixedOrder(SEED, List.of(new SourceShare("a", 7, 1), new SourceShare("b", 4, 2.5)));
        for (EpochOrder plain : List.of(new PromptOrder(SEED, 11), mixed)) {
            VisitOrder order = new CurriculumOrder(plain, all, SEED, rates(11, 2), 1);

            assertThat(indexes(order, 0, 100)).isEqualTo(indexes(plain, 0, 100));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPromptStarvesForAnyPassRates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int prompts = 1 + random.nextInt(40);
        double floor = random.nextDouble(0.05, 1);
        CurriculumConfig config = new CurriculumConfig(true, floor, 0.1, 0.9, 0.5);
        EpochOrder plain = new PromptOrder(seed, prompts);
        int bound = (int) Math.ceil(prompts / floor) + 1;
        int[] last = new int[prompts];
        VisitOrder order = new CurriculumOrder(plain, config, seed, rates(prompts, random), 1);
        for (int n = 0; n < 20 * bound; n++) {
            if (n % 7 == 0) {
                order = new CurriculumOrder(plain, config, seed, rates(prompts, random), 1);
            }
            last[(int) order.indexAt(n)] = n;
            for (int i = 0; i < prompts; i++) {
                assertThat(n - last[i])
                        .as("seed %d: visits since prompt %d of %d, at %d, floor %s", seed, i, prompts, n, floor)
                        .isLessThan(n < bound ? bound : 2 * bound);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyFloorEpochVisitsAllPrompts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int prompts = 1 + random.nextInt(40);
        CurriculumConfig config = new CurriculumConfig(true, 0.25, 0.1, 0.9, 0.5);
        EpochOrder plain = new PromptOrder(seed, prompts);
        for (int epoch = 0; epoch < 5; epoch++) {
            boolean[] came = new boolean[prompts];
            for (long n = 4L * epoch * prompts; n < 4L * (epoch + 1) * prompts; n++) {
                came[(int) new CurriculumOrder(plain, config, seed, rates(prompts, random), 1).indexAt(n)] = true;
            }
            assertThat(came).as("seed %d, epoch %d", seed, epoch).doesNotContain(false);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sourcesKeepTheirWeights(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SourceShare> shares = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            shares.add(new SourceShare("s" + i, 1 + random.nextInt(20), random.nextDouble(0.05, 5)));
        }
        int prompts = (int) shares.stream().mapToLong(SourceShare::prompts).sum();
        EpochOrder plain = new MixedOrder(seed, shares);
        CurriculumOrder order = new CurriculumOrder(plain, QUARTER, seed, rates(prompts, random), 1);
        for (long n = 0; n < 1000; n++) {
            assertThat(source(shares, order.indexAt(n)))
                    .as("seed %d: source at %d", seed, n)
                    .isEqualTo(source(shares, plain.indexAt(n)));
        }
    }

    private static int source(List<SourceShare> shares, long index) {
        int source = 0;
        long before = shares.get(0).prompts();
        while (index >= before) {
            before += shares.get(++source).prompts();
        }
        return source;
    }

    @Test
    void preferredPromptsOfASourceAreEquallyLikely() {
        EpochOrder plain = new PromptOrder(SEED, 200);
        Integer[] middling = IntStream.range(0, 50).mapToObj(i -> 4 * i).toArray(Integer[]::new);
        VisitOrder order = new CurriculumOrder(plain, QUARTER, SEED, rates(200, middling), 1);
        Map<Long, Long> counts = LongStream.range(0, 4 * 1000)
                .filter(n -> n % 4 != 3)
                .mapToObj(order::indexAt)
                .collect(Collectors.groupingBy(i -> i, TreeMap::new, Collectors.counting()));

        assertThat(counts.keySet()).hasSize(50).allMatch(i -> i % 4 == 0);
        assertThat(counts.values()).allMatch(count -> count == 60);
    }

    @Test
    void theSameSeedGivesTheSameOrderInEveryRelease() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(42, 10), QUARTER, 42, rates(10, 1, 2, 3, 5, 8), 1);

        assertThat(indexes(order, 0, 16))
                .containsExactly(2L, 5L, 8L, 2L, 3L, 1L, 8L, 4L, 1L, 5L, 3L, 6L, 2L, 2L, 5L, 5L);
        assertThat(indexes(
                        new CurriculumOrder(new PromptOrder(42, 10), QUARTER, 43, rates(10, 1, 2, 3, 5, 8), 1), 0, 16))
                .isNotEqualTo(indexes(order, 0, 16));
    }

    /**
     * Of 40 visits in the stream, 30 may go to preferred prompts: each of the two is visited once, and the others fill the
     * rest.
     */
    @Test
    void fewPreferredPromptsDoNotFillWholeSteps() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 100), QUARTER, SEED, rates(100, 10, 20), 40);

        for (int window = 0; window < 50; window++) {
            List<Long> visited = indexes(order, 40L * window, 40L * (window + 1));
            Map<Long, Long> counts = visited.stream().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
            assertThat(counts.keySet()).as("window %d", window).contains(10L, 20L);
            assertThat(counts.values()).as("window %d", window).allMatch(count -> count <= 3);
        }
    }

    @Test
    void aDataSetSmallerThanTheStreamIsStillVisitedByPreference() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 8), QUARTER, SEED, rates(8, 1, 2, 3, 4), 1000);
        long preferred = LongStream.range(0, 320)
                .filter(n -> n % 4 != 3)
                .map(order::indexAt)
                .filter(i -> i >= 1 && i <= 4)
                .count();

        assertThat(preferred)
                .as("half of 240 as preferred ones, and some of the rest")
                .isBetween(120L, 230L);
    }

    @Test
    void visitsAreNumberedByTheirOrdinals() {
        VisitOrder order = new CurriculumOrder(new PromptOrder(SEED, 9), QUARTER, SEED, rates(9, 4), 1);

        assertThat(LongStream.of(0, 17, 1L << 40).map(order::visitAt)).containsExactly(0L, 17L, 1L << 40);
    }

    @Test
    void ratesOfAnotherDataSetAreRejected() {
        assertThatThrownBy(() -> new CurriculumOrder(new PromptOrder(SEED, 9), QUARTER, SEED, rates(8), 1))
                .hasMessage(
                        "pass rates: must cover the data set's 9 prompts, covered 8: continue with the prompts that the run was started with");
    }

    @Test
    void theBoundsOfThePassRateArePreferred() {
        CurriculumConfig exact = new CurriculumConfig(true, 0.25, 0.05, 0.95, 0);
        PassRates rates = PassRates.unseen(4)
                .plus(
                        Arrays.asList(
                                new PassRates.Result(0, 20, 1),
                                new PassRates.Result(1, 20, 19),
                                new PassRates.Result(2, 100, 4),
                                new PassRates.Result(3, 100, 96)),
                        0);

        assertThat(IntStream.range(0, 4).filter(i -> exact.prefers(rates, i))).containsExactly(0, 1);
    }
}
