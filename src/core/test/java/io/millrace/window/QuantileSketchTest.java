package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles within 1 % of the values. */
class QuantileSketchTest {
    private static QuantileSketch of(double... values) {
        QuantileSketch sketch = new QuantileSketch();
        Arrays.stream(values).forEach(sketch::add);
        return sketch;
    }

    @Test
    void bucketsGrowGeometrically() {
        // gamma = 1.01 / 0.99: 1 is in bucket 0; 2 lies in (gamma^34, gamma^35], since 34.66 = log 2 / log gamma.
        assertThat(of(1, 2, 2).positive()).containsEntry(0, 1L).containsEntry(35, 2L);
        assertThat(of(-2).negative()).containsEntry(35, 1L);
    }

    @Test
    void smallMagnitudesCountAsZero() {
        assertThat(of(0, -0.0, 1e-7, -1e-7).zero()).isEqualTo(4);
        assertThat(of(0, 0, 5).quantile(0.5)).isZero();
    }

    @Test
    void anEmptySketchHasNoQuantiles() {
        assertThat(new QuantileSketch().quantile(0.5)).isNaN();
    }

    @Test
    void notANumberIsRefused() {
        assertThatThrownBy(() -> of(Double.NaN)).hasMessage("sketch: values must be numbers, was NaN");
        assertThatThrownBy(() -> of(1).quantile(1.5)).hasMessage("sketch: a quantile must be in 0..1, was 1.5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void quantilesAreWithinOnePercentOfTheValues(long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(1 + random.nextInt(3000))
                .map(u -> (u < 0.3 ? -1 : 1) * Math.exp(12 * u - 4))
                .toArray();
        QuantileSketch sketch = of(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);

        for (double q : new double[] {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1}) {
            double exact = sorted[(int) Math.floor(q * (sorted.length - 1))];
            assertThat(sketch.quantile(q))
                    .as("seed %d, quantile %s", seed, q)
                    .isCloseTo(exact, within(QuantileSketch.ALPHA * Math.abs(exact) + 1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsInAnyOrderAddUpToTheWhole(long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(400, -50, 3000).toArray();
        QuantileSketch sum = of(Arrays.copyOfRange(values, 250, 400));
        sum.add(of(Arrays.copyOfRange(values, 0, 17)));
        sum.add(of(Arrays.copyOfRange(values, 17, 250)));

        assertThat(sum).as("seed %d", seed).isEqualTo(of(values));
    }
}
