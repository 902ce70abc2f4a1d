package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopLogProbsTest {
    /** Four tokens with 1/2, 1/4, 1/8, 1/8: H = 7/4 ln 2. Of the two likeliest, h = ln 2, r = 1/4, p_2 = 1/4. */
    @Test
    void theBoundsOfTwoOfFourTokensAreThoseWorkedByHand() {
        double ln2 = Math.log(2);
        TopLogProbs top = new TopLogProbs(new int[] {7, 3}, new float[] {(float) -ln2, (float) (-2 * ln2)});

        double[] bounds = top.entropyBounds(7, 4);

        assertThat(bounds[0]).isCloseTo(ln2 + ln2 / 2, within(1e-6));
        assertThat(bounds[1]).isCloseTo(ln2 + 3 * ln2 / 4, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEntropyLiesWithinTheBounds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int vocabulary = 50;
        double[] logits = random.doubles(vocabulary, -4, 4).sorted().toArray();
        double sum = IntStream.range(0, vocabulary)
                .mapToDouble(i -> Math.exp(logits[i]))
                .sum();
        double entropy = IntStream.range(0, vocabulary)
                .mapToDouble(i -> -Math.exp(logits[i]) / sum * (logits[i] - Math.log(sum)))
                .sum();
        int likeliest = vocabulary - 1;
        int sampled = random.nextInt(vocabulary);
        for (int k : new int[] {1, 4, 20, 49, 50}) {
            int[] ids = IntStream.concat(IntStream.range(0, k).map(i -> likeliest - i), IntStream.of(sampled))
                    .distinct()
                    .toArray();
            float[] values = new float[ids.length];
            for (int i = 0; i < ids.length; i++) {
                values[i] = (float) (logits[ids[i]] - Math.log(sum));
            }

            double[] bounds = new TopLogProbs(ids, values).entropyBounds(sampled, vocabulary);

            assertThat(entropy)
                    .as("seed %d, k %d, sampled %d", seed, k, sampled)
                    .isBetween(bounds[0] - 1e-5, bounds[1] + 1e-5);
        }
    }

    @Test
    void allTokensGiveTheExactEntropy() {
        float half = (float) Math.log(0.5);

        assertThat(new TopLogProbs(new int[] {0, 1}, new float[] {half, half}).entropyBounds(0, 2))
                .containsExactly(new double[] {Math.log(2), Math.log(2)}, within(1e-6));
    }
}
