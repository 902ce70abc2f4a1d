package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StalenessPacingTest {
    private static PolicyVersion ended(long visits) {
        return new PolicyVersion(7, 3, Path.of("v"), Map.of("prompts", visits));
    }

    @Test
    void strictlyOnPolicyABatchWaitsForTheStepBeforeIt() {
        StalenessPacing pacing = new StalenessPacing(0, 4);

        assertThat(pacing.mayStart("prompts", 3, ended(0))).isTrue();
        assertThat(pacing.mayStart("prompts", 4, ended(0))).isFalse();
        assertThat(pacing.mayStart("prompts", 4, ended(4))).isTrue();
        assertThat(pacing.mayStart("prompts", 8, ended(4))).isFalse();
    }

    @Test
    void eachStepOfStalenessLetsOneMoreBatchStart() {
        StalenessPacing pacing = new StalenessPacing(2, 4);

        assertThat(pacing.window()).isEqualTo(12);
        assertThat(pacing.mayStart("prompts", 11, ended(0))).isTrue();
        assertThat(pacing.mayStart("prompts", 12, ended(0))).isFalse();
    }

    @Test
    void aSplitOfWhichNothingHasEndedStartsAtItsBeginning() {
        StalenessPacing pacing = new StalenessPacing(0, 4);

        assertThat(pacing.mayStart("other", 3, ended(100))).isTrue();
        assertThat(pacing.mayStart("other", 4, ended(100))).isFalse();
    }

    @Test
    void aBoundBelowZeroIsRefused() {
        assertThatThrownBy(() -> new StalenessPacing(-1, 4)).hasMessage("pacing: maxStaleness must be >= 0, was -1");
    }
}
