package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptOrderTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 100, 809, 1024, 1025, 40_000})
    void everyEpochVisitsEveryPromptOnce(long size) {
        PromptOrder order = new PromptOrder(7, size);
        for (long epoch = 0; epoch < 3; epoch++) {
            BitSet seen = new BitSet();
            for (long place = 0; place < size; place++) {
                long ordinal = epoch * size + place;
                assertThat(order.visitAt(ordinal)).isEqualTo(epoch);
                seen.set(Math.toIntExact(order.indexAt(ordinal)));
            }
            assertThat(seen.cardinality()).as("epoch %d", epoch).isEqualTo((int) size);
            assertThat(seen.length()).as("epoch %d", epoch).isEqualTo((int) size);
        }
    }

    @Test
    void epochsAndSeedsHaveDifferentOrders() {
        PromptOrder order = new PromptOrder(1, 500);
        assertThat(epoch(order, 0)).isNotEqualTo(epoch(order, 1)).isNotEqualTo(epoch(new PromptOrder(2, 500), 0));
    }

    @Test
    void theSameSeedGivesTheSameOrderInEveryRelease() {
        assertThat(epoch(new PromptOrder(42, 10), 0)).isEqualTo(epoch(new PromptOrder(42, 10), 0));
        assertThat(epoch(new PromptOrder(42, 10), 0)).containsExactly(2, 4, 6, 5, 1, 9, 8, 7, 0, 3);
    }

    /**
     * Chi-square of each prompt's position over 4,000 epochs; with 9 degrees of freedom it exceeds 33.7 once in 10,000 times.
     */
    @Test
    void everyPositionIsEquallyLikelyForEveryPrompt() {
        int size = 10;
        int epochs = 4000;
        PromptOrder order = new PromptOrder(11, size);
        int[][] counts = new int[size][size];
        for (long ordinal = 0; ordinal < (long) size * epochs; ordinal++) {
            counts[Math.toIntExact(order.indexAt(ordinal))][(int) (ordinal % size)]++;
        }
        double expected = (double) epochs / size;
        for (int index = 0; index < size; index++) {
            double chi = 0;
            for (int count : counts[index]) {
                chi += (count - expected) * (count - expected) / expected;
            }
            assertThat(chi).as("prompt %d", index).isLessThan(33.7);
        }
    }

    @Test
    void hugeDataSetsNeedNoMemory() {
        PromptOrder order = new PromptOrder(3, 1L << 40);
        assertThat(LongStream.range(0, 1000).map(order::indexAt).distinct().count())
                .isEqualTo(1000);
    }

    @Test
    void anOrdinalBelowZeroIsRefused() {
        assertThatThrownBy(() -> new PromptOrder(1, 5).indexAt(-1))
                .hasMessage("prompt order: ordinal must be >= 0, was -1");
    }

    private static long[] epoch(PromptOrder order, long epoch) {
        return LongStream.range(epoch * order.size(), (epoch + 1) * order.size())
                .map(order::indexAt)
                .toArray();
    }
}
