package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthShapingTest {
    private static final LengthShaping SHAPING = new LengthShaping(Thinkers.config(Thinkers.stage(1, 0.05, 0.1)));

    private static GradedResponse right(int tokens) {
        return Thinkers.ofLength(tokens, true, 0);
    }

    private static GradedResponse wrong(int tokens) {
        return Thinkers.ofLength(tokens, false, 0);
    }

    @Test
    void shortCorrectAndLongIncorrectResponsesEarnByTheirDeviation() {
        // Correct 10, 20, 30: mean 20, std 10, z -1, 0, 1. Incorrect 5, 8: mean 6.5, std sqrt(4.5), z -+1/sqrt(2).
        double[] rewards = SHAPING.score(List.of(right(10), wrong(5), right(20), right(30), wrong(8)));
        double root = Math.sqrt(0.5);
        assertThat(rewards)
                .containsExactly(
                        new double[] {
                            -1 + Math.exp(0.05),
                            1 - Math.exp(0.1 * root),
                            0,
                            -1 + Math.exp(-0.05),
                            1 - Math.exp(-0.1 * root)
                        },
                        within(1e-12));
        assertThat(rewards[0]).isEqualTo(0.05127109637602411, within(1e-12));
    }

    @Test
    void copiesCountAsResponsesAndEarnLikeTheirOriginals() {
        // Correct 10, 40 and a copy of each: mean 25, std sqrt(4 15^2 / 3) = 10 sqrt(3), z -+sqrt(3)/2.
        double[] rewards =
                SHAPING.score(List.of(right(10), right(40), wrong(5), copy(10, true), copy(40, true), copy(5, false)));
        double z = Math.sqrt(3) / 2;
        double shorter = -1 + Math.exp(0.05 * z);
        double longer = -1 + Math.exp(-0.05 * z);
        assertThat(rewards).containsExactly(new double[] {shorter, longer, 0, shorter, longer, 0}, within(1e-12));
    }

    private static GradedResponse copy(int tokens, boolean correct) {
        return Thinkers.of(new TokenIds(new int[tokens]), correct, correct ? 1 : 0, 0, Origin.COPIED);
    }

    @Test
    void aSingleResponseEarnsNothing() {
        assertThat(SHAPING.score(List.of(right(10), wrong(99)))).containsOnly(0);
        assertThat(SHAPING.score(List.of(right(10)))).containsOnly(0);
        assertThat(SHAPING.score(List.of())).isEmpty();
    }

    @Test
    void equalLengthsEarnNothing() {
        assertThat(SHAPING.score(List.of(right(7), right(7), wrong(3), wrong(3))))
                .containsExactly(new double[4], within(0.0));
    }

    @Test
    void theStageOfTheSamplingPolicyApplies() {
        LengthShaping staged =
                new LengthShaping(Thinkers.config(new Stage(5, 1, 2, 0, 0, 0), Thinkers.stage(1, 0.05, 0.05)));
        double[] rewards = staged.score(List.of(Thinkers.ofLength(10, true, 4), Thinkers.ofLength(12, true, 5)));
        assertThat(rewards[0]).isZero();
        assertThat(rewards[1]).isEqualTo(-1 + Math.exp(-0.05 * Math.sqrt(0.5)), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orderAndUnitDoNotMatterAndShorterCorrectOnesNeverEarnLess(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            List<GradedResponse> group = new ArrayList<>();
            List<GradedResponse> scaled = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int tokens = 1 + random.nextInt(50);
                boolean correct = random.nextBoolean();
                group.add(Thinkers.ofLength(tokens, correct, 0));
                scaled.add(Thinkers.ofLength(3 * tokens, correct, 0));
            }
            double[] rewards = SHAPING.score(group);
            assertThat(SHAPING.score(scaled)).as("seed %d", seed).containsExactly(rewards, within(1e-9));
            List<GradedResponse> turned = new ArrayList<>(group);
            Collections.reverse(turned);
            double[] back = SHAPING.score(turned);
            for (int i = 0; i < 8; i++) {
                assertThat(back[7 - i]).as("seed %d", seed).isEqualTo(rewards[i], within(1e-12));
                for (int j = 0; j < 8; j++) {
                    GradedResponse own = group.get(i);
                    GradedResponse other = group.get(j);
                    if (own.correct() == other.correct()
                            && own.response().length() < other.response().length()) {
                        assertThat(own.correct() ? rewards[i] - rewards[j] : rewards[j] - rewards[i])
                                .as("seed %d", seed)
                                .isPositive();
                    }
                }
            }
        }
    }
}
