package io.millrace.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMixTest {
    @Test
    void mixingAgreesWithSplittableRandom() {
        assertThat(SplitMix.mix(42)).isEqualTo(new SplittableRandom(42).nextLong());
    }

    @Test
    void textsWithEqualHashCodesHaveDifferentHashes() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(SplitMix.mix(1, "Aa")).isNotEqualTo(SplitMix.mix(1, "BB"));
        assertThat(SplitMix.mix(1, "a\0")).isNotEqualTo(SplitMix.mix(1, "a"));
        assertThat(SplitMix.mix(1, "")).isNotEqualTo(SplitMix.mix(2, ""));
    }

    @Test
    void theOrderOfPartsMatters() {
        assertThat(SplitMix.mix(SplitMix.mix(0, 1), 2)).isNotEqualTo(SplitMix.mix(SplitMix.mix(0, 2), 1));
        assertThat(SplitMix.mix(3, 4)).isNotEqualTo(SplitMix.mix(4, 3));
    }

    @Test
    void adjacentKeysDoNotCollide() {
        Set<Long> seen = new HashSet<>();
        for (long a = 0; a < 300; a++) {
            for (long b = 0; b < 300; b++) {
                seen.add(SplitMix.mix(a, b));
            }
        }
        assertThat(seen).hasSize(90_000);
    }

    @Test
    void uniformsOfAdjacentKeysFillTheUnitIntervalEvenly() {
        int[] bins = new int[64];
        double lag = 0;
        float before = 0.5f;
        int n = 64_000;
        for (int i = 0; i < n; i++) {
            float u = SplitMix.uniform(SplitMix.mix(7, i));
            assertThat(u).isBetween(0f, Math.nextDown(1f));
            bins[(int) (u * 64)]++;
            lag += (u - 0.5) * (before - 0.5);
            before = u;
        }
        double chi = 0;
        for (int count : bins) {
            chi += (count - 1000.0) * (count - 1000.0) / 1000;
        }
        assertThat(chi).as("chi-square of 63 degrees").isBetween(25.0, 115.0);
        assertThat(lag / n * 12).as("correlation of neighbours").isCloseTo(0, within(0.016));
    }

    @Test
    void theHighestHashIsMappedBelowOne() {
        assertThat(SplitMix.uniform(-1L)).isLessThan(1f);
        assertThat(SplitMix.uniform(0)).isZero();
    }
}
