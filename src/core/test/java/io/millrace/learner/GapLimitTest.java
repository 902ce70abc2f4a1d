package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyException;
import org.junit.jupiter.api.Test;

class GapLimitTest {
    private static StepReport report(SamplerGap gap) {
        return new StepReport(1, 0, 0, 0, 0, 0, 0, 1, 1, gap, 10, 0);
    }

    @Test
    void onlyAGapAboveTheLimitIsRefused() {
        GapLimit limit = new GapLimit(0.5);

        assertThatCode(() -> limit.check(3, report(new SamplerGap(0.5, 9, 1, 1))))
                .doesNotThrowAnyException();
        assertThatCode(() -> limit.check(3, report(SamplerGap.UNKNOWN))).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit.check(3, report(new SamplerGap(0.75, 4, 0.2, 0.1))))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        "step 3: sampler-learner gap must be <= 0.5 nats per token (policy.gap.limit), was 0.750, at most 4.00 at a"
                                + " token: the sampler has old weights or computes another policy; nothing of this step is published");
    }

    @Test
    void withoutALimitEveryGapIsAccepted() {
        assertThatCode(() -> GapLimit.NONE.check(3, report(new SamplerGap(9, 90, 9, 1))))
                .doesNotThrowAnyException();
    }
}
