package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bins of equal width: exact counts, whatever the order. */
class BinHistogramTest {
    private static BinHistogram of(double... values) {
        BinHistogram histogram = new BinHistogram();
        Arrays.stream(values).forEach(histogram::add);
        return histogram;
    }

    @Test
    void valuesAreCountedInBinsThatIncludeTheirLowerEdge() {
        // 1/1024 is the finest width: 0 and 0.0009 share the first bin, 1/1024 is the lower edge of the second.
        BinHistogram histogram = of(0, 0.0009, 0x1p-10, -0.0001);

        assertThat(histogram.scale()).isEqualTo(-10);
        assertThat(histogram.first()).isEqualTo(-1);
        assertThat(histogram.counts()).containsExactly(1, 2, 1);
        assertThat(histogram.edge(histogram.first())).isEqualTo(-0x1p-10);
    }

    @Test
    void binsAreMergedInPairsUntilTheRangeFits() {
        // From 0 to 1 there are 1,024 of the finest bins; at 2^-6, 0 is in bin 0 and 1 in bin 64; 2 of them suffice for
        // 128 bins.
        BinHistogram histogram = of(0, 1, 0.5, 0.5);

        assertThat(histogram.scale()).isEqualTo(-6);
        assertThat(histogram.first()).isZero();
        assertThat(histogram.counts()).hasSize(65).endsWith(1).startsWith(1);
        assertThat(histogram.counts()[32]).isEqualTo(2);
    }

    @Test
    void anEmptyHistogramHasNoBins() {
        assertThat(new BinHistogram().count()).isZero();
        assertThat(new BinHistogram().counts()).isEmpty();
        BinHistogram one = of(3);
        one.add(new BinHistogram());
        assertThat(one).isEqualTo(of(3));
    }

    @Test
    void valuesBeyondTheLimitHaveNoBin() {
        BinHistogram histogram = of(-0x1p20, -1e300, 0x1p20, Double.POSITIVE_INFINITY, 0x1p20 - 1);

        assertThat(histogram.below()).isEqualTo(1);
        assertThat(histogram.above()).isEqualTo(2);
        assertThat(histogram.count()).isEqualTo(5);
        assertThat(histogram.counts()).hasSize(BinHistogram.MAX_BINS);
    }

    @Test
    void notANumberIsRefused() {
        assertThatThrownBy(() -> of(Double.NaN)).hasMessage("histogram: values must be numbers, was NaN");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void partsInAnyOrderAddUpToTheWhole(long seed) {
        Random random = new Random(seed);
        double spread = Math.pow(10, random.nextInt(9) - 3.0);
        double[] values =
                random.doubles(500, -spread, spread * random.nextDouble()).toArray();
        BinHistogram whole = of(values);
        BinHistogram sum = new BinHistogram();
        int at = values.length;
        while (at > 0) {
            int from = Math.max(0, at - 1 - random.nextInt(60));
            sum.add(of(Arrays.copyOfRange(values, from, at)));
            at = from;
        }

        assertThat(sum).as("seed %d", seed).isEqualTo(whole);
        assertThat(whole.count()).isEqualTo(values.length);
        for (double value : values) {
            assertThat(whole.counts()[whole.bin(value) - whole.first()]).isPositive();
            assertThat(value).isBetween(whole.edge(whole.bin(value)), whole.edge(whole.bin(value) + 1));
        }
    }

    @Test
    void aCoarserCopyCountsTheSameValues() {
        BinHistogram coarse = of(0, 0.2, 0.3, 0.9).atScale(-1);

        assertThat(coarse.counts()).containsExactly(3, 1);
        assertThat(coarse.width()).isEqualTo(0.5);
    }
}
