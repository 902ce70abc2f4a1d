package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learner.OptimizerConfig.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerConfigTest {
    @ParameterizedTest
    @CsvSource({"0, 0.25", "1, 0.5", "3, 1", "4, 1", "1000, 1"})
    void theWarmUpReachesTheConstantRate(long step, double rate) {
        assertThat(config(Schedule.CONSTANT, 4, 1, 0).rateAt(step)).isCloseTo(rate, within(1e-12));
    }

    @ParameterizedTest
    // Half of the decay is reached 5 of 10 steps after the warm-up; from step 14 on the rate is at its floor.
    @CsvSource({"3, 1", "4, 1", "9, 0.6", "14, 0.2", "1000, 0.2"})
    void aCosineFallsToItsFloor(long step, double rate) {
        assertThat(config(Schedule.COSINE, 4, 14, 0.2).rateAt(step)).isCloseTo(rate, within(1e-12));
    }

    @Test
    void withoutWarmUpTheFirstStepHasTheFullRate() {
        assertThat(config(Schedule.CONSTANT, 0, 1, 0).rateAt(0)).isEqualTo(1);
    }

    @Test
    void theRateNeverRisesAfterTheWarmUp() {
        OptimizerConfig config = config(Schedule.COSINE, 3, 50, 0.1);
        for (int step = 3; step < 100; step++) {
            assertThat(config.rateAt(step + 1)).as("step %d", step).isLessThanOrEqualTo(config.rateAt(step));
        }
    }

    @Test
    void aRateOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerConfig(0, Schedule.CONSTANT, 0, 1, 0, 0, 0, 1, 0, 1, 1))
                .withMessage("optimizer: rate must be > 0, was 0.0");
    }

    private static OptimizerConfig config(Schedule schedule, int warmup, int decay, double floor) {
        return new OptimizerConfig(1, schedule, warmup, decay, floor, 0.9, 0.95, 1e-8, 0, 1, 1);
    }
}
