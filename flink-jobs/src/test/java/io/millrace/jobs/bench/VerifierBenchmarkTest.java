package io.millrace.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.verify.math.MathVerifier;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.number.Tolerance;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifierBenchmarkTest {
    /** Every reading is 10 microseconds after the previous one. */
    private static VerifierBenchmark ticking() {
        AtomicLong clock = new AtomicLong();
        return new VerifierBenchmark(new MathVerifier(), () -> clock.getAndAdd(10_000));
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
    void theAlgebraSystemIsAskedAboutEachOfItsPairsOnce() {
        Set<List<Expr>> asked = new HashSet<>();
        MathVerifier verifier =
                new MathVerifier(Tolerance.NONE, (left, right) -> asked.add(List.of(left, right)) && false);
        new VerifierBenchmark(verifier, () -> 0).run(VerifierBenchmark.Case.ALGEBRA, 50);
        assertThat(asked).as("verdicts of the warm-up and of the measurement").hasSize(100);
    }

    @Test
    void zeroVerdictsAreRejected() {
        assertThatThrownBy(() -> ticking().run(VerifierBenchmark.Case.PLAIN, 0))
                .hasMessage("benchmark: verdicts must be >= 1, was 0");
    }
}
