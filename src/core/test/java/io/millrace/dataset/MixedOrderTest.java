package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedOrderTest {
    @Test
    void threeToOneTakesEveryFourthVisitFromTheSecondSource() {
        MixedOrder order = new MixedOrder(1, shares(30, 3, 10, 1));
        assertThat(LongStream.range(0, 12).map(order::indexAt).mapToObj(index -> index < 30 ? "a" : "b"))
                .containsExactly("b", "a", "a", "a", "b", "a", "a", "a", "b", "a", "a", "a");
    }

    @Test
    void aSmallSourceWithALargeWeightIsRepeatedMoreOften() {
        MixedOrder order = new MixedOrder(1, shares(8, 1, 2, 1));
        Map<Long, Long> visits = new HashMap<>();
        LongStream.range(0, 32).forEach(ordinal -> visits.merge(order.indexAt(ordinal), 1L, Long::sum));
        assertThat(visits).hasSize(10);
        visits.forEach(
                (index, count) -> assertThat(count).as("prompt %d", index).isEqualTo(index < 8 ? 2 : 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sharesAreKeptFromTheStartAndEachSourceHasItsOwnEpochs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SourceShare> shares = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            shares.add(new SourceShare("s" + i, 1 + random.nextInt(40), random.nextDouble(0.05, 5)));
        }
        double weights = shares.stream().mapToDouble(SourceShare::weight).sum();
        MixedOrder order = new MixedOrder(seed, shares);
        long[] counts = new long[shares.size()];
        Set<List<Long>> visits = new HashSet<>();
        for (long n = 0; n < 3000; n++) {
            long index = order.indexAt(n);
            long visit = order.visitAt(n);
            int source = source(shares, index);
            assertThat(visits.add(List.of(index, visit)))
                    .as("seed %d: visit %d of prompt %d, again at %d", seed, visit, index, n)
                    .isTrue();
            assertThat(visit)
                    .as("seed %d: epoch of source %d at %d", seed, source, n)
                    .isEqualTo(counts[source] / shares.get(source).prompts());
            counts[source]++;
            for (int i = 0; i < counts.length; i++) {
                assertThat((double) counts[i])
                        .as("seed %d: visits of source %d after %d", seed, i, n + 1)
                        .isCloseTo((n + 1) * shares.get(i).weight() / weights, within((double) shares.size()));
            }
        }
    }

    @Test
    void anyPositionCanBeComputedDirectly() {
        MixedOrder order = new MixedOrder(5, shares(1000, 0.3, 7, 1e9));
        long far = 1L << 60;
        Set<Long> visited = new HashSet<>();
        LongStream.range(far, far + 13).forEach(ordinal -> visited.add(order.indexAt(ordinal)));
        assertThat(visited)
                .as("13 places hold an epoch of the source with nearly all weight")
                .hasSize(7);
        assertThat(new MixedOrder(5, shares(1000, 0.3, 7, 1e9)).indexAt(far)).isEqualTo(order.indexAt(far));
    }

    @Test
    void aSingleSourceHasEveryVisit() {
        MixedOrder order = new MixedOrder(1, List.of(new SourceShare("a", 3, 0.1)));
        assertThat(LongStream.range(0, 3).map(order::indexAt)).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(order.visitAt(3)).isEqualTo(1);
    }

    @Test
    void invalidMixesAreRejected() {
        assertThatThrownBy(() -> new MixedOrder(1, List.of()))
                .hasMessage("mixed order: must have at least one source, had none");
        assertThatThrownBy(() -> new MixedOrder(1, shares(1, 1, 1, 1)).indexAt(-1))
                .hasMessage("mixed order: ordinal must be >= 0, was -1");
        assertThatThrownBy(() -> new SourceShare("a", 0, 1))
                .hasMessage("source a: must have at least one prompt, had 0");
        assertThatThrownBy(() -> new SourceShare("a", 1, 0))
                .hasMessage("source a: weight must be finite and > 0, was 0.0");
    }

    private static List<SourceShare> shares(long first, double weight, long second, double otherWeight) {
        return List.of(new SourceShare("a", first, weight), new SourceShare("b", second, otherWeight));
    }

    private static int source(List<SourceShare> shares, long index) {
        long before = 0;
        for (int i = 0; i < shares.size(); i++) {
            before += shares.get(i).prompts();
            if (index < before) {
                return i;
            }
        }
        throw new AssertionError("index " + index);
    }
}
