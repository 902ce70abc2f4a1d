package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingPlan;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AutoThinkConfigTest {
    private static final AutoThink CONFIG = Thinkers.config(
            new Stage(3, 0.5, 2, 0, 0, 8), new Stage(5, 1, 2, 0, 0, 0), new Stage(0, 1, 2, 0.05, 0.05, 24));

    @Test
    void aStageEndsBeforeItsUntilStep() {
        assertThat(LongStream.range(0, 8).mapToInt(CONFIG::number)).containsExactly(1, 1, 1, 2, 2, 3, 3, 3);
        assertThat(CONFIG.stage(4)).isEqualTo(CONFIG.stages().get(1));
        assertThat(CONFIG.number(Long.MAX_VALUE)).isEqualTo(3);
    }

    @Test
    void theMaximumLengthIsThatOfTheStageWithinTheSamplersLimit() {
        SamplingPlan plan =
                SamplingPlan.constant(new Sampling(1, 1, 0, 20, List.of(1), 7)).within(CONFIG.limits());
        assertThat(LongStream.range(0, 7).mapToInt(step -> plan.at(step).maxTokens()))
                .containsExactly(8, 8, 8, 20, 20, 20, 20);
    }
}
