package io.millrace.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.loss.LossConfig.Aggregation;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases calculated by hand, and edge cases. */
class PolicyLossTest {
    private static final Offset<Double> TIGHT = within(1e-12);
    private static final double[] NONE = {};

    @ParameterizedTest
    @CsvSource({
        // ratio, advantage, loss, derivative, clipped
        "1.0,  2,  -2.0, -2.0, 0",
        "1.25, 2,  -2.5, -2.5, 0",
        "1.5,  2,  -2.6,  0.0, 1",
        "0.5,  2,  -1.0, -1.0, 0",
        "0.5, -2,   1.6,  0.0, 1",
        "0.9, -2,   1.8,  1.8, 0",
        "4.0, -2,   8.0,  8.0, 0",
        "4.0,  0,   0.0,  0.0, 0"
    })
    void theClipRangeOnlyLimitsImprovements(
            double ratio, double advantage, double loss, double derivative, double clipped) {
        LossValue value = ofRatio(LossConfigs.of(Objective.CLIP), ratio, advantage);
        assertThat(value.loss()).isCloseTo(loss, TIGHT);
        assertThat(value.byLogProb().get(0)[0]).isCloseTo(derivative, TIGHT);
        assertThat(value.clipShare()).isEqualTo(clipped);
    }

    @ParameterizedTest
    @CsvSource({
        // gap of log-probs in nats, advantage, logarithm of the effective ratio
        "clip, 19, -1, 19, true",
        "clip, 49, -1, 20, false",
        "clip, 1000, -1, 20, false",
        "clip, -49, 1, -20, false",
        "gspo, 9, -1, 9, true",
        "gspo, 49, -1, 10, false",
        "gspo, 1000, -1, 10, false",
        "cispo, 1000, -1, 0.26236426446749106, true"
    })
    void anExtremeRatioIsBoundedAndHasNoGradient(
            Objective objective, double gap, double advantage, double log, boolean gradient) {
        double[] now = {-1, -1};
        LossRow row = new LossRow(
                now, new double[] {-1 - gap, -1 - gap}, NONE, new double[2], new double[] {advantage, advantage});
        LossValue value = new PolicyLoss(LossConfigs.of(objective)).of(List.of(row));
        double loss = -Math.exp(log) * advantage * (objective.name().equals("cispo") ? -1 : 1);
        assertThat(value.loss()).isCloseTo(loss, within(1e-9 * Math.exp(log)));
        assertThat(value.byLogProb().get(0)[1] != 0).isEqualTo(gradient);
        assertThat(value.ratioMax()).isFinite();
    }

    @Test
    void theSequenceAverageIsBoundedAsAWhole() {
        LossRow row =
                new LossRow(new double[] {-1, -1}, new double[] {-50, -1}, NONE, new double[2], new double[] {-1, -1});
        LossValue value = new PolicyLoss(LossConfigs.of(new Objective("gspo"))).of(List.of(row));
        assertThat(value.loss()).as("49 nats over two tokens").isCloseTo(Math.exp(10), within(1e-6));
        assertThat(value.byLogProb().get(0)).containsExactly(0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        // d = now - reference, estimate, derivative
        "-2, 4.38905609893065, -6.38905609893065",
        "-3, 10, 0",
        "-49, 10, 0",
        "-1000, 10, 0",
        "10, 9.0000453999297625, 0.9999546000702375",
        "12, 10, 0",
        "49, 10, 0"
    })
    void k3IsBoundedWithoutAGradient(double d, double estimate, double derivative) {
        assertThat(KlEstimate.value(Kl.K3, d - 1, -1)).isCloseTo(estimate, TIGHT);
        assertThat(KlEstimate.derivative(Kl.K3, d - 1, -1)).isCloseTo(derivative, TIGHT);
    }

    @ParameterizedTest
    @CsvSource({"2.0, -1, 2.0, 2.0, 0", "4.0, -1, 3.0, 0.0, 1", "4.0, 1, -1.3, 0.0, 1"})
    void theDualClipBoundsTheLossOfANegativeAdvantage(
            double ratio, double advantage, double loss, double derivative, double clipped) {
        LossValue value = ofRatio(LossConfigs.with(LossConfigs.of(Objective.CLIP), 3, 0, 0), ratio, advantage);
        assertThat(value.loss()).isCloseTo(loss, TIGHT);
        assertThat(value.byLogProb().get(0)[0]).isCloseTo(derivative, TIGHT);
        assertThat(value.clipShare()).isEqualTo(clipped);
    }

    @ParameterizedTest
    @CsvSource({
        // now is log 0.5 throughout; loss = -clip(r) A log 0.5
        "1.0, 2, -2.0, 0",
        "1.5, 2, -2.6, 1",
        "0.5, 2, -1.6, 1",
        "4.0, -1, 1.3, 1"
    })
    void cispoKeepsTheGradientOfClippedTokens(double ratio, double advantage, double derivative, double clipped) {
        LossValue value = ofRatio(LossConfigs.of(new Objective("cispo")), ratio, advantage);
        assertThat(value.loss()).isCloseTo(derivative * Math.log(0.5), TIGHT);
        assertThat(value.byLogProb().get(0)[0]).isCloseTo(derivative, TIGHT);
        assertThat(value.clipShare()).isEqualTo(clipped);
    }

    @Test
    void gspoHasOneRatioPerSequence() {
        // Token ratios 1.21 and 1, geometric mean 1.1: not clipped at 1.3.
        LossRow row = new LossRow(
                new double[] {Math.log(0.5), Math.log(0.2)},
                new double[] {Math.log(0.5 / 1.21), Math.log(0.2)},
                NONE,
                new double[2],
                new double[] {1, 1});
        LossConfig config =
                LossConfigs.aggregated(LossConfigs.of(new Objective("gspo")), Aggregation.SEQ_MEAN_TOKEN_MEAN);
        LossValue value = new PolicyLoss(config).of(List.of(row));
        assertThat(value.loss()).isCloseTo(-1.1, TIGHT);
        assertThat(value.byLogProb().get(0)).containsExactly(new double[] {-0.55, -0.55}, TIGHT);
        assertThat(value.clipShare()).isZero();
        assertThat(value.ratioMax()).isCloseTo(1.21, TIGHT);
    }

    @Test
    void gspoClipsAllTokensOfASequenceOrNone() {
        LossRow row = new LossRow(
                new double[] {Math.log(0.5), Math.log(0.2)},
                new double[] {Math.log(0.5 / 4), Math.log(0.2)},
                NONE,
                new double[2],
                new double[] {1, 1});
        LossValue value = new PolicyLoss(LossConfigs.of(new Objective("gspo"))).of(List.of(row));
        assertThat(value.loss()).isCloseTo(-1.3, TIGHT);
        assertThat(value.byLogProb().get(0)).containsExactly(0, 0);
        assertThat(value.clipShare()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // Rows of 1 and 3 tokens, every token's loss is -1.
        "TOKEN_MEAN, -1.0, 0.25, 0.25",
        "SEQ_MEAN_TOKEN_SUM, -2.0, 0.5, 0.5",
        "SEQ_MEAN_TOKEN_MEAN, -1.0, 0.5, 0.1666666666666666",
        "SEQ_MEAN_TOKEN_SUM_CONSTANT, -0.2, 0.05, 0.05"
    })
    void aggregationsWeighTokens(Aggregation aggregation, double loss, double shortRow, double longRow) {
        LossConfig config = LossConfigs.aggregated(LossConfigs.of(Objective.CLIP), aggregation);
        assertThat(Aggregations.weights(config, 1, 3)).containsExactly(new double[] {shortRow, longRow}, TIGHT);
        LossValue value = new PolicyLoss(config)
                .of(List.of(
                        new LossRow(new double[1], NONE, NONE, new double[1], new double[] {1}),
                        new LossRow(new double[3], NONE, NONE, new double[3], new double[] {1, 1, 1})));
        assertThat(value.loss()).isCloseTo(loss, TIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        // d = log 2
        "k1, 0.6931471805599453, 1.0",
        "k2, 0.2402265069591007, 0.6931471805599453",
        "k3, 0.1931471805599453, 0.5"
    })
    void klEstimatorsAgreeWithACalculationByHand(Kl kl, double estimate, double derivative) {
        LossRow row = new LossRow(
                new double[] {Math.log(0.5)}, NONE, new double[] {Math.log(0.25)}, new double[1], new double[1]);
        LossValue value =
                new PolicyLoss(LossConfigs.penalised(LossConfigs.of(Objective.CLIP), kl, 0.1)).of(List.of(row));
        assertThat(value.kl()).isCloseTo(estimate, TIGHT);
        assertThat(value.loss()).isCloseTo(0.1 * estimate, TIGHT);
        assertThat(value.byLogProb().get(0)[0]).isCloseTo(0.1 * derivative, TIGHT);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.loss.Kl#all")
    void thePolicyDoesNotDivergeFromItself(Kl kl) {
        assertThat(KlEstimate.value(kl, -1.5, -1.5)).isZero();
    }

    @Test
    void entropyIsABonus() {
        LossRow row = new LossRow(new double[2], NONE, NONE, new double[] {1, 3}, new double[2]);
        LossConfig config = LossConfigs.with(LossConfigs.of(Objective.CLIP), 0, 0.5, 0);
        LossValue value = new PolicyLoss(config).of(List.of(row));
        assertThat(value.loss()).isCloseTo(-1, TIGHT);
        assertThat(value.byEntropy().get(0)).containsExactly(-0.25, -0.25);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5, 0", "1.0, 1.0, 0", "1.9, 1.9, 0", "4.0, 2.0, 1"})
    void theImportanceWeightIsTruncated(double ratio, double weight, double truncated) {
        LossConfig config = LossConfigs.with(LossConfigs.of(Objective.CLIP), 0, 0, 2);
        LossValue value = ofRatio(config, ratio, 3);
        assertThat(value.loss()).isCloseTo(-3 * weight, TIGHT);
        assertThat(value.byLogProb().get(0)[0]).isCloseTo(-3 * weight, TIGHT);
        assertThat(value.clipShare()).isEqualTo(truncated);
        assertThat(value.ratioMean()).isCloseTo(ratio, TIGHT);
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void aTokenWithoutBehaviourLogProbHasRatioOne(double cap) {
        LossRow row = new LossRow(new double[] {-3}, NONE, NONE, new double[1], new double[] {2});
        LossConfig config = LossConfigs.with(LossConfigs.of(Objective.CLIP), 0, 0, cap);
        LossValue value = new PolicyLoss(config).of(List.of(row));
        assertThat(value.loss()).isEqualTo(-2);
        assertThat(value.byLogProb().get(0)).containsExactly(-2);
        assertThat(value.ratioMax()).isEqualTo(1);
    }

    @Test
    void anEmptyLossIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyLoss(LossConfigs.of(Objective.CLIP)).of(List.of()))
                .withMessage("loss: must have at least one row, had none");
    }

    @Test
    void aKlTermNeedsAReference() {
        LossConfig config = LossConfigs.penalised(LossConfigs.of(Objective.CLIP), Kl.K3, 0.01);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofRatio(config, 1, 1))
                .withMessage("loss: with klCoefficient 0.01 a row must have reference log-probs, had none");
    }

    @Test
    void aRowOfUnequalLengthsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossRow(new double[2], new double[1], NONE, new double[2], new double[2]))
                .withMessage("loss row: must have one behaviour log-prob for each of its 2 tokens, had 1");
    }

    private static LossValue ofRatio(LossConfig config, double ratio, double advantage) {
        LossRow row = new LossRow(
                new double[] {Math.log(0.5)},
                new double[] {Math.log(0.5) - Math.log(ratio)},
                NONE,
                new double[1],
                new double[] {advantage});
        return new PolicyLoss(config).of(List.of(row));
    }
}
