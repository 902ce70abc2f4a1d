package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefinedLengthTest {
    private final RefinedLength reward = new RefinedLength(1);

    private static GradedResponse response(int sample, boolean correct, int tokens) {
        return Samples.graded(Samples.response(sample, FinishReason.STOP, new int[tokens]), correct, 0);
    }

    @Test
    void amongCorrectResponsesShorterIsBetter() {
        assertThat(reward.score(List.of(
                        response(0, true, 10),
                        response(1, true, 20),
                        response(2, true, 50),
                        response(3, false, 1),
                        response(4, false, 90))))
                .containsExactly(0.5, 0.25, -0.5, -0.5, -0.5);
    }

    @Test
    void correctResponsesOfEqualLengthEarnNothing() {
        assertThat(reward.score(List.of(response(0, true, 7), response(1, true, 7), response(2, false, 3))))
                .containsExactly(0, 0, -0.5);
    }

    @Test
    void aSingleCorrectResponseEarnsNothing() {
        assertThat(reward.score(List.of(response(0, true, 7)))).containsExactly(0);
        assertThat(reward.score(List.of(response(0, false, 7)))).containsExactly(-0.5);
    }

    @Test
    void allIncorrectResponsesEarnTheSame() {
        assertThat(reward.score(List.of(response(0, false, 7), response(1, false, 9))))
                .containsExactly(-0.5, -0.5);
        assertThat(reward.score(List.of())).isEmpty();
    }

    @Test
    void theWeightScalesTheReward() {
        assertThat(new RefinedLength(2)
                        .score(List.of(response(0, true, 1), response(1, true, 3), response(2, false, 2))))
                .containsExactly(1, -1, -1);
        assertThatThrownBy(() -> new RefinedLength(0))
                .hasMessage("rearl.length: weight must be > 0 and finite, was 0.0");
    }

    @Test
    void rewardsAreEquivariantAndBoundedAndIgnoreIncorrectLengths() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<GradedResponse> group = new ArrayList<>();
            int size = 1 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                group.add(response(i, random.nextBoolean(), 1 + random.nextInt(40)));
            }
            double[] scores = reward.score(group);
            List<GradedResponse> shuffled = new ArrayList<>(group);
            Collections.shuffle(shuffled, random);
            double[] again = reward.score(shuffled);
            for (int i = 0; i < size; i++) {
                assertThat(scores[i]).as("seed %d", seed).isBetween(-0.5, 0.5);
                assertThat(again[shuffled.indexOf(group.get(i))])
                        .as("seed %d", seed)
                        .isCloseTo(scores[i], within(0.0));
            }
            group.add(response(size, false, 1000));
            assertThat(reward.score(group)).as("seed %d", seed).startsWith(scores);
        }
    }
}
