package io.millrace.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LearnerBenchmarkTest {
    @Test
    void mediansAreOverTheMeasuredSteps() {
        // Every reading of a clock is a millisecond after the previous one; the learner reads the second clock twice
        // per step.
        AtomicLong cpu = new AtomicLong();
        AtomicLong wall = new AtomicLong();
        LearnerBenchmark benchmark =
                new LearnerBenchmark(() -> cpu.addAndGet(1_000_000), () -> wall.addAndGet(1_000_000));
        LearnerBenchmark.Result result = benchmark.run(LearnerBenchmark.Case.TINY, 1, 2);
        assertThat(result.name()).isEqualTo("TINY");
        assertThat(result.parameters()).isEqualTo(795_776);
        assertThat(result.tokens()).isEqualTo(64 * 48);
        assertThat(result.threads()).isEqualTo(1);
        assertThat(result.cpuMillis()).isEqualTo(1);
        assertThat(result.wallMillis()).isEqualTo(3);
        assertThat(result.tokensPerSecond()).isEqualTo(64 * 48 / 3.0 * 1000);
    }
}
