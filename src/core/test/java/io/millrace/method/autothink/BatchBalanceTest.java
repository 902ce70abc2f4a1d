package io.millrace.method.autothink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.GradedResponse;
import io.millrace.model.Mean;
import io.millrace.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchBalanceTest {
    private static BatchBalance balance(Stage... stages) {
        return new BatchBalance(Thinkers.config(stages), Thinkers.modes(Thinkers.OPENING, false));
    }

    /** New totals of a batch of one group. */
    private static List<Double> balanced(BatchBalance balance, List<GradedResponse> group) {
        double[] added = balance.score(List.of(group)).rewards().get(0);
        List<Double> totals = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            totals.add(group.get(i).reward() + added[i]);
        }
        return totals;
    }

    @Test
    void thinkingLosesItsRewardIfMostThink() {
        // t = 3/4, f = (3/4 - 1/2) * 2 = 1/2: correct 1.1 -> 0.55, 1 -> 0.5; incorrect 0 -> -0.5; the other mode keeps
        // 2.
        assertThat(balanced(
                        balance(Thinkers.stage(0.5, 0, 0)),
                        List.of(
                                Thinkers.thinks(true, 1.1),
                                Thinkers.thinks(true, 1),
                                Thinkers.thinks(false, 0),
                                Thinkers.answers(true, 2))))
                .containsExactly(0.55, 0.5, -0.5, 2.0);
    }

    @Test
    void notThinkingLosesItsRewardIfMostDoNotThink() {
        // 1 - t = 3/4, f = 1/2: correct 2 -> 1.5; incorrect -1 -> -1.5; -2 stays.
        assertThat(balanced(
                        balance(Thinkers.stage(0.5, 0, 0)),
                        List.of(
                                Thinkers.answers(true, 2),
                                Thinkers.answers(false, -1),
                                Thinkers.answers(false, -2),
                                Thinkers.thinks(true, 1))))
                .containsExactly(1.5, -1.5, -2.0, 1.0);
    }

    @Test
    void sharesAreComputedOverTheWholeBatch() {
        List<GradedResponse> thinking = List.of(Thinkers.thinks(true, 1), Thinkers.thinks(true, 1));
        List<GradedResponse> answering = List.of(Thinkers.answers(true, 2), Thinkers.answers(true, 2));
        var scores = balance(Thinkers.stage(0.5, 0, 0)).score(List.of(thinking, List.of(), answering));
        assertThat(scores.rewards()).containsExactly(new double[2], new double[0], new double[2]);
        assertThat(scores.figures()).containsEntry("think_share", new Mean(2, 4));
    }

    @Test
    void aSingleModeLosesItsFullReward() {
        List<GradedResponse> all = List.of(Thinkers.thinks(true, 1), Thinkers.thinks(false, 0));
        assertThat(balanced(balance(Thinkers.stage(0.5, 0, 0)), all)).containsExactly(0.0, -1.0);
        assertThat(balanced(balance(Thinkers.stage(1, 0, 0)), all)).containsExactly(1.0, 0.0);
        assertThat(balance(Thinkers.stage(0.5, 0, 0)).score(List.of()).figures())
                .isEmpty();
    }

    @Test
    void eachResponseIsBalancedByItsStage() {
        BatchBalance staged = balance(new Stage(5, 0.5, 2, 0, 0, 0), Thinkers.stage(1, 0, 0));
        GradedResponse before = Thinkers.response("a</think>\n\n7", true, 1, 4);
        GradedResponse after = Thinkers.response("a</think>\n\n7", true, 1, 5);
        assertThat(balanced(staged, List.of(before, after))).containsExactly(0.0, 1.0);
        assertThat(staged.score(List.of(List.of(before, after))).figures())
                .containsEntry("autothink_stage", new Mean(3, 2))
                .containsEntry("balance_factor", new Mean(1, 2));
    }

    @Test
    void revisionsAreBalancedButNotCounted() {
        GradedResponse revised = Thinkers.of(Thinkers.CHARACTERS.encode("a</think>\n\n7"), true, 1, 0, Origin.REVISED);
        var batch = List.of(
                Thinkers.thinks(true, 1),
                Thinkers.thinks(true, 1),
                Thinkers.thinks(true, 1),
                Thinkers.answers(true, 2),
                revised,
                revised);
        assertThat(balanced(balance(Thinkers.stage(0.5, 0, 0)), batch))
                .as("3 of 4 think, not 5 of 6")
                .containsExactly(0.5, 0.5, 0.5, 2.0, 0.5, 0.5);
        assertThat(balance(Thinkers.stage(0.5, 0, 0)).score(List.of(batch)).figures())
                .containsEntry("think_share", new Mean(3, 4));
        assertThat(balanced(balance(Thinkers.stage(0, 0, 0)), List.of(revised)))
                .as("nothing was sampled")
                .containsExactly(1.0);
    }

    @Test
    void figuresReportBothModes() {
        assertThat(balance(Thinkers.stage(1, 0, 0))
                        .score(List.of(List.of(
                                Thinkers.thinks(true, 1),
                                Thinkers.thinks(false, 0),
                                Thinkers.thinks(true, 1),
                                Thinkers.answers(false, -1))))
                        .figures())
                .containsEntry("think_share", new Mean(3, 4))
                .containsEntry("think_accuracy", new Mean(2, 3))
                .containsEntry("no_think_accuracy", new Mean(0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rewardsMoveTowardsTheirTargetAndNeverBeyondIt(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            Stage stage = new Stage(0, random.nextDouble(), 3 * random.nextDouble() + 0.1, 0, 0, 0);
            List<GradedResponse> group = new ArrayList<>();
            List<Double> targets = new ArrayList<>();
            long thinking = 0;
            for (int i = 0; i < 8; i++) {
                boolean correct = random.nextBoolean();
                boolean thinks = random.nextBoolean();
                double reward = 4 * random.nextDouble() - 2;
                thinking += thinks ? 1 : 0;
                group.add(thinks ? Thinkers.thinks(correct, reward) : Thinkers.answers(correct, reward));
                targets.add(thinks ? correct ? 0.0 : -1 : correct ? 1.0 : -2);
            }
            List<Double> totals = balanced(balance(stage), group);
            for (int i = 0; i < 8; i++) {
                double before = group.get(i).reward();
                assertThat(totals.get(i))
                        .as("seed %d, gamma %s", seed, stage.balance())
                        .isBetween(Math.min(before, targets.get(i)) - 1e-12, Math.max(before, targets.get(i)) + 1e-12);
            }
            if (Math.max(thinking, 8 - thinking) <= 8 * stage.balance()) {
                assertThat(totals)
                        .as("seed %d: both modes are rare enough", seed)
                        .containsExactlyElementsOf(
                                group.stream().map(GradedResponse::reward).toList());
            }
        }
    }

    @Test
    void theFactorIsClamped() {
        Stage stage = Thinkers.stage(0.5, 0, 0);
        assertThat(BatchBalance.factor(Mode.THINK, 0.6, stage)).isEqualTo(0.2, within(1e-12));
        assertThat(BatchBalance.factor(Mode.THINK, 0.4, stage)).isZero();
        assertThat(BatchBalance.factor(Mode.NO_THINK, 0.4, stage)).isEqualTo(0.2, within(1e-12));
        assertThat(BatchBalance.factor(Mode.THINK, 1, new Stage(0, 0.5, 5, 0, 0, 0)))
                .isEqualTo(1);
    }
}
