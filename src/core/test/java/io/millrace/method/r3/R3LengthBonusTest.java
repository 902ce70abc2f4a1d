package io.millrace.method.r3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.Prompt;
import io.millrace.testkit.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class R3LengthBonusTest {
    private static final Prompt PROMPT = Samples.digits("8,3:9,1");
    private final R3LengthBonus bonus = new R3LengthBonus(new LengthBonusConfig(true, 8, 0.5));

    @ParameterizedTest
    @CsvSource({"1, 0.4375", "2, 0.375", "4, 0.25", "7, 0.0625", "8, 0", "9, 0", "100, 0"})
    void aCorrectResponseEarnsTheUnusedShareOfTheMaximumLength(int tokens, double expected) {
        // 0.5 * max(0, 1 - L/8)
        assertThat(bonus.score(PROMPT, Failures.right(tokens))).isEqualTo(expected, within(1e-15));
    }

    @Test
    void anIncorrectResponseEarnsNothingHoweverShort() {
        assertThat(bonus.score(PROMPT, Failures.failed(1f))).isZero();
        assertThat(bonus.score(PROMPT, Failures.truncatedBlindly(1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shorterResponsesNeverEarnLessAndStayInRange(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            int tokens = 1 + random.nextInt(20);
            double own = bonus.score(PROMPT, Failures.right(tokens));
            assertThat(own).as("seed %d", seed).isBetween(0.0, 0.5);
            assertThat(own)
                    .as("seed %d, %d tokens", seed, tokens)
                    .isGreaterThanOrEqualTo(bonus.score(PROMPT, Failures.right(tokens + 1 + random.nextInt(5))));
        }
    }
}
