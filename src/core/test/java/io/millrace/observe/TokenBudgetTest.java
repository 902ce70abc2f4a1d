package io.millrace.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which groups are recorded with their tokens. */
class TokenBudgetTest {
    @Test
    void overTimeNoMoreTokensThanTheRateArePassed() {
        TokenBudget budget = new TokenBudget(1000);
        long taken = 0;
        for (int i = 0; i < 100_000; i++) {
            taken += budget.take(500, 1_000_000 + i) ? 500 : 0; // 500,000 tokens per second are offered for 100 s
        }

        assertThat(taken).isBetween(100_000L + 9_000, 100_000L + 11_000);
    }

    @Test
    void aGroupLargerThanTheBudgetPassesAndIsPaidForLater() {
        TokenBudget budget = new TokenBudget(100);

        assertThat(budget.take(5_000, 0)).isTrue();
        assertThat(budget.take(1, 30_000)).isFalse();
        assertThat(budget.take(1, 41_000)).isTrue();
    }

    @Test
    void withoutARateNothingPasses() {
        assertThat(new TokenBudget(0).take(1, 0)).isFalse();
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        TokenBudget budget = new TokenBudget(1);
        budget.take(100, 1_000_000);

        assertThat(budget.take(1, 0)).isFalse();
        assertThat(budget.take(1, 1_000_001)).isFalse();
    }
}
