package io.millrace.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.bench.EngineBenchmark.Plan;
import io.millrace.jobs.bench.EngineBenchmark.Result;
import io.millrace.torch.TestModels;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EngineBenchmarkTest {
    @Test
    void eachBatchIsMeasuredWithTheGivenClock() {
        AtomicLong clock = new AtomicLong();
        Plan plan = new Plan(TestModels.LLAMA, 6, 4, List.of(1, 3));
        List<Result> results = EngineBenchmark.run(plan, () -> clock.addAndGet(8_000_000));
        assertThat(results).extracting(Result::rows).containsExactly(1, 3);
        assertThat(results).extracting(Result::stepWallMillis).containsOnly(2.0);
        assertThat(results).extracting(Result::tokensPerSecond).containsExactly(500.0, 1500.0);
        assertThat(results).allSatisfy(r -> assertThat(r.stepCpuMillis()).isPositive());
    }

    @Test
    void theTableHasARowForEachBatch() {
        assertThat(EngineBenchmark.toTable(List.of(new Result(8, 1.25, 1.5, 5333.3, 30.06))))
                .isEqualTo("""
                        | rows | CPU ms / step | wall ms / step | tokens / s | prefill CPU us / token |
                        |---|---|---|---|---|
                        | 8 | 1.25 | 1.50 | 5333 | 30.1 |
                        """);
    }

    @Test
    void aPromptTooShortToPrefillIsRefused() {
        assertThatThrownBy(() -> new Plan(TestModels.LLAMA, 1, 4, List.of(1)))
                .hasMessage("benchmark: promptTokens must be >= 2, was 1");
    }
}
