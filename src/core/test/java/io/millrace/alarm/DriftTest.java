package io.millrace.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.window.BinHistogram;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
    private static BinHistogram zerosAndOnes(int zeros, int ones) {
        BinHistogram histogram = new BinHistogram();
        for (int i = 0; i < zeros + ones; i++) {
            histogram.add(i < zeros ? 0 : 1);
        }
        return histogram;
    }

    @Test
    void theIndexOfTwoSharesIsThatOfItsDefinition() {
        // p = (60.5, 40.5) / 101, q = (40.5, 60.5) / 101: (p1 - q1) ln(p1/q1) + (p2 - q2) ln(p2/q2) - 1 (1/100 + 1/100)
        double expected = 2 * (20.0 / 101) * Math.log(60.5 / 40.5) - 0.02;

        assertThat(Drift.psi(zerosAndOnes(60, 40), zerosAndOnes(40, 60))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aNewValueIsALargeChange() {
        assertThat(Drift.psi(zerosAndOnes(250, 250), zerosAndOnes(500, 0))).isGreaterThan(1);
    }

    @Test
    void anEmptyHistogramHasNoIndex() {
        assertThat(Drift.psi(new BinHistogram(), zerosAndOnes(1, 1))).isNaN();
        assertThat(Drift.psi(zerosAndOnes(1, 1), new BinHistogram())).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withoutDriftTheMeanIndexIsNearZero(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            sum += Drift.psi(uniform(random), uniform(random));
        }
        assertThat(sum / trials).as("seed %d", seed).isCloseTo(0, within(0.01));
    }

    private static BinHistogram uniform(SplittableRandom random) {
        BinHistogram histogram = new BinHistogram();
        for (int i = 0; i < 500; i++) {
            histogram.add(random.nextDouble());
        }
        return histogram;
    }
}
