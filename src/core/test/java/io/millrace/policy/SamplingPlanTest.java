package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplingPlanTest {
    private static final Sampling FULL = new Sampling(0.8, 1, 0, 20, List.of(1), 7);

    @Test
    void theLengthGrowsLinearlyToTheMaximum() {
        SamplingPlan plan = new SamplingPlan(FULL, 2, 100);
        assertThat(LongStream.of(0, 5, 6, 50, 99, 100, 1000)
                        .mapToInt(step -> plan.at(step).maxTokens()))
                .containsExactly(2, 2, 3, 11, 19, 20, 20);
    }

    @Test
    void onlyTheLengthChanges() {
        assertThat(new SamplingPlan(FULL, 2, 100).at(0)).isEqualTo(new Sampling(0.8, 1, 0, 2, List.of(1), 7));
    }

    @Test
    void withoutStepsTheLengthIsTheMaximumFromTheStart() {
        assertThat(new SamplingPlan(FULL, 2, 0).at(0)).isEqualTo(FULL);
        assertThat(SamplingPlan.constant(FULL).at(0)).isEqualTo(FULL);
    }

    @Test
    void limitsApplyDuringTheirStepsForAnyLength() {
        SamplingPlan plan = new SamplingPlan(FULL, 2, 100)
                .within(List.of(new SamplingPlan.Limit(10, 3), new SamplingPlan.Limit(60, 8)));
        assertThat(LongStream.of(0, 9, 10, 50, 59, 60, 100)
                        .mapToInt(step -> plan.at(step).maxTokens()))
                .containsExactly(2, 3, 3, 8, 8, 12, 20);
        assertThat(plan.at(9)).isEqualTo(new Sampling(0.8, 1, 0, 3, List.of(1), 7));
    }

    @Test
    void requestsOutsideAnyStepHaveTheLimitOfTheNewestWeights() {
        SamplingPlan plan = new SamplingPlan(FULL, 2, 100).within(List.of(new SamplingPlan.Limit(10, 3)));
        assertThat(plan.fullAt(9).maxTokens()).isEqualTo(3);
        assertThat(plan.fullAt(10)).isEqualTo(FULL);
    }

    @Test
    void emptyLimitsAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingPlan.Limit(0, 3))
                .withMessage("limit: until must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingPlan.Limit(3, 0))
                .withMessage("limit: maxTokens must be >= 1, was 0");
    }

    @Test
    void aFirstLengthAboveTheMaximumIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingPlan(FULL, 21, 100))
                .withMessage("sampling: firstTokens must be in 1..20, was 21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SamplingPlan(FULL, 2, -1))
                .withMessage("sampling: lengthenSteps must be >= 0, was -1");
    }
}
