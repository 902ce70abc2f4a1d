package io.millrace.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAtKTest {
    @ParameterizedTest
    @CsvSource({"4, 1, 2, 0.5", "4, 0, 4, 0", "4, 4, 1, 1", "5, 2, 3, 0.9", "8, 3, 1, 0.375", "8, 1, 8, 1"})
    void casesCountedByHand(int n, int c, int k, double expected) {
        assertThat(PassAtK.of(n, c, k)).isCloseTo(expected, within(1e-12));
    }

    /** Compared with 20,000 draws of k of n without replacement; the standard deviation of the share is below 0.0036. */
    @ParameterizedTest
    @CsvSource({"10, 3, 2, 1", "16, 2, 8, 2", "7, 5, 2, 3"})
    void passAtKIsTheProbabilityOfDrawingACorrectResponse(int n, int c, int k, long seed) {
        Random random = new Random(seed);
        int hits = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            int correct = c;
            boolean hit = false;
            for (int drawn = 0; drawn < k; drawn++) {
                if (random.nextInt(n - drawn) < correct) {
                    hit = true;
                    correct--;
                }
            }
            hits += hit ? 1 : 0;
        }
        assertThat(PassAtK.of(n, c, k)).as("seed %d", seed).isCloseTo(hits / 20_000.0, within(0.018));
    }

    @Test
    void kAboveTheNumberOfResponsesIsRejected() {
        assertThatThrownBy(() -> PassAtK.of(4, 1, 5))
                .hasMessage("pass@k: must have 0 <= c <= n and 1 <= k <= n, was n=4 c=1 k=5");
    }
}
