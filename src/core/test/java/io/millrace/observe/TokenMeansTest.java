package io.millrace.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMeansTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 23, 4001})
    void everyValueCountsOnce(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-3, 1);
        }

        double sum = IntStream.range(0, length).mapToDouble(i -> values[i]).sum();

        assertThat(TokenMeans.mean(values)).isCloseTo(sum / length, within(1e-12));
    }

    @Test
    void theMeanOfNothingIsNotANumber() {
        assertThat(TokenMeans.mean()).isNaN();
    }
}
