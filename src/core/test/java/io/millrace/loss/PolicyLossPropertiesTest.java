package io.millrace.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.loss.LossConfig.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of the loss for arbitrary rows. */
class PolicyLossPropertiesTest {
    private static final int SEEDS = 30;

    static Stream<Arguments> losses() {
        return Objective.all().stream().flatMap(o -> Stream.of(Aggregation.values())
                .flatMap(a -> Kl.all().stream().map(k -> Arguments.of(o, a, k))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theOrderOfRowsDoesNotMatter(Objective objective, Aggregation aggregation, Kl kl) {
        PolicyLoss loss = loss(objective, aggregation, kl);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<LossRow> rows = rows(new Random(seed), 5);
            double plain = loss.of(rows).loss();
            Collections.shuffle(rows, new Random(seed));
            assertThat(loss.of(rows).loss()).as("seed %d", seed).isCloseTo(plain, within(1e-10));
        }
    }

    /** Clip has no stopped gradients: the derivative is that of the value. */
    @ParameterizedTest
    @MethodSource("io.millrace.loss.Kl#all")
    void theGradientEqualsFiniteDifferencesOfTheLoss(Kl kl) {
        PolicyLoss loss = loss(Objective.CLIP, Aggregation.SEQ_MEAN_TOKEN_MEAN, kl);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<LossRow> rows = rows(new Random(seed), 3);
            double[] gradient = loss.of(rows).byLogProb().get(1);
            for (int t = 0; t < gradient.length; t++) {
                assertThat(gradient[t]).as("seed %d, token %d", seed, t).isCloseTo(slope(loss, rows, t), within(1e-6));
            }
        }
    }

    /** With equal advantages, token-level GSPO has the gradient of the sequence ratio. */
    @Test
    void gspoHasTheGradientOfTheSequenceRatio() {
        LossConfig config =
                LossConfigs.aggregated(LossConfigs.of(new Objective("gspo")), Aggregation.SEQ_MEAN_TOKEN_MEAN);
        PolicyLoss loss = new PolicyLoss(config);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<LossRow> rows = new ArrayList<>();
            for (LossRow row : rows(new Random(seed), 3)) {
                double[] same = new double[row.length()];
                Arrays.fill(same, row.advantages()[0]);
                rows.add(new LossRow(row.now(), row.behaviour(), row.reference(), row.entropy(), same));
            }
            double[] gradient = loss.of(rows).byLogProb().get(1);
            for (int t = 0; t < gradient.length; t++) {
                assertThat(gradient[t]).as("seed %d", seed).isCloseTo(slope(loss, rows, t), within(1e-6));
            }
        }
    }

    @Test
    void allObjectivesAgreeOnTheGradientUnderACap() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<LossRow> rows = rows(new Random(seed), 4);
            LossConfig clip = LossConfigs.with(LossConfigs.of(Objective.CLIP), 0, 0, 2);
            for (Objective objective : Objective.all()) {
                LossConfig other = LossConfigs.with(LossConfigs.of(objective), 0, 0, 2);
                for (int i = 0; i < 4; i++) {
                    assertThat(new PolicyLoss(other).of(rows).byLogProb().get(i))
                            .as("seed %d, %s", seed, objective)
                            .containsExactly(
                                    new PolicyLoss(clip).of(rows).byLogProb().get(i), within(1e-12));
                }
            }
        }
    }

    @Test
    void clippedLossesStayInTheirRange() {
        LossConfig config = LossConfigs.with(LossConfigs.of(Objective.CLIP), 3, 0, 0);
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double ratio = Math.exp(random.nextGaussian());
            double advantage = random.nextGaussian();
            double loss =
                    TokenLoss.clip(config, new Ratio(ratio, false), advantage).value();
            if (advantage >= 0) {
                assertThat(loss).as("seed %d", seed).isBetween(-1.3 * advantage, 0.0);
            } else {
                assertThat(loss).as("seed %d", seed).isBetween(-0.8 * advantage, -3 * advantage);
            }
        }
    }

    @Test
    void k2AndK3AreNeverNegative() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double now = -Math.abs(random.nextGaussian());
            double reference = -Math.abs(random.nextGaussian());
            assertThat(KlEstimate.value(new Kl("k2"), now, reference))
                    .as("seed %d", seed)
                    .isNotNegative();
            assertThat(KlEstimate.value(Kl.K3, now, reference))
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    private static double slope(PolicyLoss loss, List<LossRow> rows, int token) {
        double step = 1e-6;
        return (loss.of(moved(rows, token, step)).loss()
                        - loss.of(moved(rows, token, -step)).loss())
                / (2 * step);
    }

    private static List<LossRow> moved(List<LossRow> rows, int token, double by) {
        List<LossRow> moved = new ArrayList<>(rows);
        LossRow row = rows.get(1);
        double[] now = row.now().clone();
        now[token] += by;
        moved.set(1, new LossRow(now, row.behaviour(), row.reference(), row.entropy(), row.advantages()));
        return moved;
    }

    private static PolicyLoss loss(Objective objective, Aggregation aggregation, Kl kl) {
        LossConfig config = LossConfigs.aggregated(LossConfigs.of(objective), aggregation);
        return new PolicyLoss(LossConfigs.with(LossConfigs.penalised(config, kl, 0.1), 3, 0.01, 0));
    }

    private static List<LossRow> rows(Random random, int count) {
        List<LossRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = 1 + random.nextInt(5);
            double[] now = new double[length];
            double[] behaviour = new double[length];
            double[] reference = new double[length];
            double[] entropy = new double[length];
            double[] advantages = new double[length];
            for (int t = 0; t < length; t++) {
                now[t] = -Math.abs(random.nextGaussian());
                behaviour[t] = now[t] + 0.5 * random.nextGaussian();
                reference[t] = now[t] + 0.5 * random.nextGaussian();
                entropy[t] = random.nextDouble();
                advantages[t] = random.nextGaussian();
            }
            rows.add(new LossRow(now, behaviour, reference, entropy, advantages));
        }
        return rows;
    }
}
