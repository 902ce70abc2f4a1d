package io.millrace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.PolicyVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aSplitWithoutEndedVisitsStartsAtItsBeginning() {
        StalenessPacing pacing = new StalenessPacing(0, 4);

        assertThat(pacing.mayStart("other", 3, ended(100))).isTrue();
        assertThat(pacing.mayStart("other", 4, ended(100))).isFalse();
    }

    @Test
    void aBoundBelowZeroIsRefused() {
        assertThatThrownBy(() -> new StalenessPacing(-1, 4)).hasMessage("pacing: maxStaleness must be >= 0, was -1");
    }

    private static PolicyVersion ended(long prompts, long reflections) {
        return new PolicyVersion(
                7, 3, Path.of("v"), Map.of("prompts", prompts, StalenessPacing.REFLECTIONS, reflections));
    }

    @Test
    void reflectionsTakeTheirShareOfTheWindow() {
        StalenessPacing pacing = new StalenessPacing(3, 8).sharedWithReflections(0.25, 1, 1);

        assertThat(pacing.window()).isEqualTo(32);
        assertThat(pacing.mayStart("prompts", 123, ended(100, 50))).isTrue();
        assertThat(pacing.mayStart("prompts", 124, ended(100, 50))).isFalse();
        assertThat(pacing.mayStart(StalenessPacing.REFLECTIONS, 57, ended(100, 50)))
                .isTrue();
        assertThat(pacing.mayStart(StalenessPacing.REFLECTIONS, 58, ended(100, 50)))
                .isFalse();
    }

    @Test
    void reflectionsInTheStreamMayEndAfterTheirWindowCloses() {
        StalenessPacing pacing = new StalenessPacing(3, 8);

        assertThat(pacing.window(StalenessPacing.REFLECTIONS)).isZero();
        assertThat(pacing.mayStart(StalenessPacing.REFLECTIONS, 57, ended(100, 50)))
                .isTrue();
        assertThat(pacing.mayStart("prompts", 132, ended(100, 50))).isFalse();
    }

    /** Prompts need a step for each version and a visit for each other shard; the same number of visits stays unused. */
    @ParameterizedTest
    @CsvSource({
        "1, 8, 1, 1, 8, 8",
        "1, 8, 2, 1, 6, 9",
        "1, 8, 4, 1, 2, 11",
        "3, 8, 4, 1, 16, 13",
        "3, 8, 4, 3, 2, 27",
        "2, 5, 5, 1, 2, 9"
    })
    void promptsAloneCanFillEveryShardUpToTheNextVersion(
            int maxStaleness, int groups, int shards, int publishEvery, int reflections, int prompts) {
        StalenessPacing pacing =
                new StalenessPacing(maxStaleness, groups).sharedWithReflections(0.5, shards, publishEvery);

        assertThat(pacing.window(StalenessPacing.REFLECTIONS)).isEqualTo(reflections);
        assertThat(pacing.window("prompts")).isEqualTo(prompts);
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 1, 1", "1, 8, 1, 2", "1, 5, 5, 1", "2, 4, 4, 2"})
    void reflectionsWithoutRoomAreRefused(int maxStaleness, int groups, int shards, int publishEvery) {
        assertThatThrownBy(() ->
                        new StalenessPacing(maxStaleness, groups).sharedWithReflections(0.5, shards, publishEvery))
                .hasMessage(
                        "pacing: reflections must have a window of at least 1 visit, had 0: raise stream.maxStaleness or"
                                + " batch.groups, or lower learner.publishEvery or batch.shards");
    }

    @Test
    void aWindowWithoutRoomForPromptsIsRejected() {
        assertThatThrownBy(() -> new StalenessPacing(2, 4, 9, 1))
                .hasMessage(
                        "pacing: reflections must be in 0..maxStaleness * groups = 8, otherwise prompts cannot fill a step, was 9");
    }
}
