package io.millrace.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.window.BinHistogram;
import io.millrace.window.Moments;
import io.millrace.window.QuantileSketch;
import io.millrace.window.ResponseId;
import io.millrace.window.WindowStatistics;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bucketsHoldEveryValueOnceBetweenTheirLimits(long seed) {
        Random random = new Random(seed);
        BinHistogram bins = new BinHistogram();
        QuantileSketch sketch = new QuantileSketch();
        Moments moments = Moments.NONE;
        double[] values = random.doubles(1000)
                .map(u -> u < 0.1 ? 0 : random.nextGaussian() * Math.pow(10, random.nextInt(6)))
                .toArray();
        for (double value : values) {
            bins.add(value);
            sketch.add(value);
            moments = moments.plus(value);
        }
        for (Histogram histogram : new Histogram[] {Histogram.of(bins, moments), Histogram.of(sketch, moments)}) {
            assertThat(histogram.buckets()).as("seed %d", seed).hasSizeLessThan(260);
            double low = Double.NEGATIVE_INFINITY;
            for (Histogram.Bucket bucket : histogram.buckets()) {
                double from = low;
                assertThat(bucket.limit()).isGreaterThan(low);
                long between = Arrays.stream(values)
                        .filter(v -> v > from && v <= bucket.limit())
                        .count();
                assertThat(Math.abs(between - bucket.count()))
                        .as("seed %d: values up to %s; those on a limit may be in either bucket", seed, bucket.limit())
                        .isLessThanOrEqualTo(onLimit(values, from) + onLimit(values, bucket.limit()));
                low = bucket.limit();
            }
            assertThat(histogram.buckets().stream()
                            .mapToLong(Histogram.Bucket::count)
                            .sum())
                    .isEqualTo(1000);
            assertThat(histogram.min())
                    .isLessThanOrEqualTo(Arrays.stream(values).min().orElseThrow());
        }
    }

    private static long onLimit(double[] values, double limit) {
        return Arrays.stream(values)
                .filter(v -> Math.abs(v - limit) <= 1e-9 * Math.abs(limit))
                .count();
    }

    @Test
    void valuesBeyondAllBinsHaveBucketsOfTheirOwn() {
        BinHistogram bins = new BinHistogram();
        bins.add(-1e9);
        bins.add(0);
        bins.add(1e9);
        assertThat(Histogram.of(bins, Moments.NONE).buckets())
                .extracting(Histogram.Bucket::count)
                .containsExactly(1L, 0L, 1L, 0L, 1L);
    }

    @Test
    void distributionsAreThoseOfAllAndOfEachSource() {
        WindowStatistics sums = new WindowStatistics(0);
        sums.reward(1, new ResponseId("a", 0, 0));
        sums.component("accuracy", 1);
        WindowStatistics shapes = new WindowStatistics(0);
        shapes.reward(0, new ResponseId("b", 0, 0));
        shapes.quantile(WindowStatistics.LENGTH, 9);

        SortedMap<String, Histogram> both = Distributions.of(Map.of("sums", sums, "shapes", shapes));
        assertThat(both.keySet())
                .containsExactly(
                        "distribution/length",
                        "distribution/length/shapes",
                        "distribution/reward",
                        "distribution/reward.accuracy",
                        "distribution/reward.accuracy/sums",
                        "distribution/reward/shapes",
                        "distribution/reward/sums");
        assertThat(both.get("distribution/reward").moments()).isEqualTo(new Moments(2, 1, 1));
        assertThat(Distributions.of(Map.of("sums", sums)).keySet())
                .containsExactly("distribution/reward", "distribution/reward.accuracy");
    }
}
