package io.millrace.method.rorecomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompensationTest {
    private final Compensation compensation = new Compensation(0.9, 0.1, 100, 7);

    @ParameterizedTest
    @CsvSource({"0, 0.9", "25, 0.7828427124746190", "50, 0.5", "75, 0.2171572875253810", "100, 0.1", "1000000, 0.1"})
    void theProbabilityFallsAlongACosine(long step, double expected) {
        // 0.1 + 0.8 (1 + cos(pi s/100)) / 2; cos(pi/4) = 0.70710678...
        assertThat(compensation.probability(step)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theProbabilityNeverRisesAndStaysInItsRange(long seed) {
        Random random = new Random(seed);
        double pStart = random.nextDouble();
        double pEnd = pStart * random.nextDouble();
        Compensation any = new Compensation(pStart, pEnd, 1 + random.nextInt(200), seed);
        double before = pStart;
        for (long step = 0; step < 300; step++) {
            double now = any.probability(step);
            assertThat(now)
                    .as("seed %d, step %d", seed, step)
                    .isBetween(pEnd - 1e-15, pStart + 1e-15)
                    .isLessThanOrEqualTo(before + 1e-15);
            before = now;
        }
    }

    @Test
    void aProbabilityOfOneAlwaysTrains() {
        Compensation always = new Compensation(1, 1, 10, 3);
        Compensation never = new Compensation(0, 0, 10, 3);
        for (long number = 0; number < 1000; number++) {
            assertThat(always.trains(number, number)).isTrue();
            assertThat(never.trains(number, number)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void drawsFollowTheProbability(long seed) {
        Compensation any = new Compensation(0.3, 0.3, 1, seed);
        int trained = 0;
        for (long number = 0; number < 4000; number++) {
            trained += any.trains(number, 0) ? 1 : 0;
        }
        // Standard deviation sqrt(0.3 * 0.7 / 4000) = 0.0072.
        assertThat(trained / 4000.0).as("seed %d", seed).isCloseTo(0.3, within(0.03));
    }

    @Test
    void aDrawIsAFunctionOfSeedAndNumber() {
        Set<String> patterns = new HashSet<>();
        for (long seed = 0; seed < 9; seed++) {
            Compensation one = new Compensation(0.5, 0.5, 1, seed);
            assertThat(pattern(one)).isEqualTo(pattern(new Compensation(0.5, 0.5, 1, seed)));
            patterns.add(pattern(one));
        }
        assertThat(patterns).hasSize(9);
    }

    private static String pattern(Compensation compensation) {
        StringBuilder pattern = new StringBuilder();
        for (long number = 0; number < 64; number++) {
            pattern.append(compensation.trains(number, 0) ? '1' : '0');
        }
        return pattern.toString();
    }

    @Test
    void aBufferTrainedAtALowProbabilityIsTrainedAtAHigherOne() {
        for (long number = 0; number < 200; number++) {
            if (compensation.trains(number, 80)) {
                assertThat(compensation.trains(number, 20)).isTrue();
            }
        }
    }

    @Test
    void withoutPlannedStepsTheStepsOfTheRunAreUsed() {
        RoRecomp config = new RoRecomp(true, 0.5, RoRecomp.Cost.TOKENS, "", 4, 0.8, 0.2, 0, RoRecomp.Advantages.GROUP);
        assertThat(Compensation.of(config, 60, 1)).isEqualTo(new Compensation(0.8, 0.2, 60, 1));
        assertThatThrownBy(() -> Compensation.of(config, 0, 1))
                .hasMessage("compensation: plannedSteps must be >= 1, was 0");
    }

    @Test
    void probabilitiesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Compensation(1.1, 0, 1, 0))
                .hasMessage("compensation: pStart must be in [0, 1], was 1.1");
        assertThatThrownBy(() -> new Compensation(0.5, 0.6, 1, 0))
                .hasMessage("compensation: pEnd must be in [0, pStart (0.5)], was 0.6");
    }
}
