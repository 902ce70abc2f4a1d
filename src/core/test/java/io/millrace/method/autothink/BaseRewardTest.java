package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GradedResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseRewardTest {
    private final BaseReward base = new BaseReward(Thinkers.modes(Thinkers.OPENING, false));

    private double total(String text, boolean correct) {
        GradedResponse response = Thinkers.response(text.replace('!', '\n'), correct);
        return response.reward() + base.score(Thinkers.PROMPT, response);
    }

    @ParameterizedTest
    @CsvSource({
        "hm</think>!!7, true, 1",
        "</think>!!7, true, 2",
        "hm</think>!!8, false, 0",
        "</think>!!8, false, -1",
        "hm, true, 0",
        "hm, false, 0",
        "hm</think>, true, 0",
        "hm</think>! !, false, 0",
        "</think>!!, false, 0",
        "</think>!! !, true, 0",
        "</think>!8, false, 0"
    })
    void theTotalRewardFollowsThePapersTable(String text, boolean correct, double expected) {
        assertThat(total(text, correct)).isEqualTo(expected);
    }

    @Test
    void theComponentIsTheTotalMinusTheTasksReward() {
        assertThat(base.score(Thinkers.PROMPT, Thinkers.answers(true, 1))).isEqualTo(1);
        assertThat(base.score(Thinkers.PROMPT, Thinkers.thinks(true, 1))).isZero();
        assertThat(base.score(Thinkers.PROMPT, Thinkers.answers(true, 0.25)))
                .as("whatever the task's reward")
                .isEqualTo(1.75);
    }

    @Test
    void degenerateTextCostsMoreIfTheRewardIsNegative() {
        String repeated = " no no no no no no no no no no";
        String monster = " " + "x".repeat(120);
        assertThat(total("</think>!!8" + repeated, false)).isEqualTo(-2);
        assertThat(total("</think>!!8" + monster, false)).isEqualTo(-2);
        assertThat(total("</think>!!8" + repeated, true)).as("correct").isEqualTo(2);
        assertThat(total("hm" + repeated + "</think>!!8", false))
                .as("0 is not negative")
                .isZero();
        assertThat(total("hm" + repeated, false)).as("never closed").isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theTotalIsAlwaysAValueOfTheTable(long seed) {
        Random random = new Random(seed);
        String[] pieces = {"</think>", "<think>", "!", "!!", " ", "7", "hm ", "no no no no no no no no no no "};
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder("7");
            for (int n = random.nextInt(6); n > 0; n--) {
                text.insert(0, pieces[random.nextInt(pieces.length)]);
            }
            boolean correct = random.nextBoolean();
            assertThat(total(text.toString(), correct))
                    .as("seed %d: %s", seed, text)
                    .isIn(correct ? new Object[] {0.0, 1.0, 2.0} : new Object[] {0.0, -1.0, -2.0});
        }
    }
}
