package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstVerdictsCheckTest {
    private final FirstVerdictsCheck check = new FirstVerdictsCheck("math", 256, "runs/r/dead-letters");

    @Test
    void ungradableFirstResponsesCauseOneWarning() {
        assertThat(check.check(0, FirstVerdictsCheck.ENOUGH - 1, 0)).isEmpty();
        assertThat(check.check(0, FirstVerdictsCheck.ENOUGH, 0))
                .contains(
                        "WARNING: none of the first 64 responses could be graded by task math, so nothing is learned: runs/r/dead-letters has the reasons");
        assertThat(check.check(0, 1000, 0)).isEmpty();
    }

    @Test
    void firstResponsesWithoutAnAnswerCauseAWarning() {
        assertThat(check.check(70, 3, 70)).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith(
                        "WARNING: no answer was found in any of the first 70 responses, so all of them earn 0: check that task math fits these prompts")
                .contains("within sampling.maxTokens (256)"));
    }

    @Test
    void oneAnswerPreventsTheWarning() {
        assertThat(check.check(70, 3, 69)).isEmpty();
        assertThat(check.check(700, 3, 700)).as("the first responses decide").isEmpty();
    }
}
