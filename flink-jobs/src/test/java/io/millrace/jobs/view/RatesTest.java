package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    private static double rate(Rates rates, int second, double count) {
        return rates.add(second * SECOND, Map.of(Metric.TOKENS_SAMPLED, count))
                .getOrDefault(Metric.TOKENS_SAMPLED, Double.NaN);
    }

    @Test
    void theRateOfAProcessIsThatOfItsLastSeconds() {
        Rates rates = Rates.ofProcess();
        assertThat(rate(rates, 0, 0)).isNaN();
        assertThat(rate(rates, 2, 200)).isEqualTo(100);
        assertThat(rate(rates, 4, 400)).isEqualTo(100);
        for (int second = 6; second <= 12; second += 2) {
            rate(rates, second, 400);
        }
        assertThat(rate(rates, 14, 400)).isZero();
    }

    /** Flink renews the values of a cluster every 10 s; they are read every 2 s. */
    @Test
    void theRateOfAClusterIsSteadyBetweenTwoRenewals() {
        Rates rates = Rates.ofCluster();
        List<Double> seen = new ArrayList<>();
        for (int second = 0; second <= 60; second += 2) {
            seen.add(rate(rates, second, 100.0 * (second / 10 * 10)));
        }
        assertThat(seen.subList(0, 5)).as("before the second renewal").allMatch(one -> one.isNaN());
        assertThat(seen.subList(5, seen.size()))
                .allSatisfy(one -> assertThat(one).isCloseTo(100, within(1e-9)));
    }

    @Test
    void theRateOfAnIdleClusterFallsToZero() {
        Rates rates = Rates.ofCluster();
        rate(rates, 0, 0);
        assertThat(rate(rates, 10, 1000)).isEqualTo(100);
        assertThat(rate(rates, 34, 1000))
                .as("may still be between two renewals")
                .isEqualTo(100);
        for (int second = 36; second <= 70; second += 2) {
            rate(rates, second, 1000);
        }
        assertThat(rate(rates, 72, 1000)).isZero();
    }

    @Test
    void aRestartedTaskHasNoNegativeRate() {
        Rates rates = Rates.ofProcess();
        rate(rates, 0, 500);
        assertThat(rate(rates, 2, 0)).isZero();
    }
}
