package io.millrace.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.TokenIds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static int[] random(long seed, int length) {
        return new Random(seed).ints(length, 0, 150_000).toArray();
    }

    private static long of(int... ids) {
        return Fingerprint.of(new TokenIds(ids));
    }

    @Test
    void equalResponsesHaveEqualFingerprints() {
        assertThat(of(random(1, 5000))).isEqualTo(of(random(1, 5000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 9, 10, 11, 700, 2049, 2050, 16_000})
    void theSimHashIsTheMajorityOfTheTrigramsBitForBit(int length) {
        int[] ids = random(2, length);
        int[] votes = new int[Long.SIZE];
        int grams = ids.length - 2;
        for (int i = 0; i < grams; i++) {
            long gram = of(ids[i], ids[i + 1], ids[i + 2]);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                votes[bit] += gram >>> bit & 1;
            }
        }
        long majority = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            majority |= 2 * votes[bit] > grams ? 1L << bit : 0;
        }

        assertThat(of(ids)).isEqualTo(majority);
    }

    @Test
    void aFewChangedTokensChangeFewBits() {
        for (long seed = 0; seed < 20; seed++) {
            int[] ids = random(seed, 1000);
            int[] changed = ids.clone();
            changed[100] = 1;
            changed[500] = 2;
            assertThat(Fingerprint.distance(of(ids), of(changed)))
                    .as("seed %d", seed)
                    .isLessThan(12);
        }
    }

    @Test
    void unrelatedResponsesDifferInAboutHalfOfTheBits() {
        double sum = 0;
        for (long seed = 0; seed < 100; seed++) {
            sum += Fingerprint.distance(of(random(seed, 300)), of(random(seed + 1000, 300)));
        }

        assertThat(sum / 100).isBetween(29.0, 35.0);
    }

    @Test
    void theOrderOfTokensMatters() {
        assertThat(of(1, 2, 3)).isNotEqualTo(of(3, 2, 1));
    }

    @Test
    void responsesShorterThanAGramHaveFingerprintsToo() {
        assertThat(of(5)).isNotEqualTo(of(6));
        assertThat(of(5)).isNotEqualTo(of(5, 0));
        assertThat(of(Arrays.copyOf(new int[] {5, 0}, 3))).isNotEqualTo(of(5, 0));
    }
}
