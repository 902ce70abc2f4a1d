package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifierBenchmarkTest {
    /** Every reading is 10 microseconds later than the last. */
    private static VerifierBenchmark ticking() {
        AtomicLong clock = new AtomicLong();
        return new VerifierBenchmark(() -> clock.getAndAdd(10_000));
    }

    @ParameterizedTest
    @EnumSource(VerifierBenchmark.Case.class)
    void timesAreInMicrosecondsAndRatesInSeconds(VerifierBenchmark.Case name) {
        VerifierBenchmark.Result result = ticking().run(name, 50);
        assertThat(result.verdicts()).isEqualTo(50);
        assertThat(result.perSecond()).isCloseTo(100_000, within(1e-6));
        assertThat(result.median()).isEqualTo(10);
        assertThat(result.p999()).isEqualTo(10);
        assertThat(result.longest()).isEqualTo(10);
    }

    @Test
    void nothingCannotBeMeasured() {
        assertThatThrownBy(() -> ticking().run(VerifierBenchmark.Case.PLAIN, 0))
                .hasMessage("benchmark: verdicts must be >= 1, was 0");
    }
}
