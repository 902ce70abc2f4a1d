package io.millrace.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.model.GradedResponse;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases worked by hand and edge cases. */
class AdvantagesTest {
    private static final double EPSILON = 1e-6;

    @Test
    void grpoDividesByTheUnbiasedStandardDeviation() {
        // Mean 1/4; squared deviations 9/16 + 3 * 1/16 = 3/4, over 3: variance 1/4, std 1/2.
        assertThat(of(Estimator.GRPO, Graded.group(1, 0, 0, 0))).containsExactly(close(1.5, -0.5, -0.5, -0.5), TIGHT);
    }

    @Test
    void r3ScalesTheStandardDeviationOfTheMixedGroup() {
        // As above: deviations 3/4 and -1/4, std 1/2; 2 * 1/2 + 1/4 = 5/4.
        assertThat(scaled(2, 0.25, Graded.group(1, 0, 0, 0))).containsExactly(close(0.6, -0.2, -0.2, -0.2), TIGHT);
    }

    @Test
    void aScaleOfOneEqualsGrpo() {
        List<GradedResponse> group = Graded.group(0.25, 1, 0.5, 0);
        assertThat(scaled(1, EPSILON, group)).isEqualTo(of(Estimator.GRPO, group));
    }

    @Test
    void aScaledEstimatorHandlesTheEdgeCases() {
        assertThat(scaled(4, 0, Graded.group(0.1, 0.1, 0.1))).containsExactly(0, 0, 0);
        // A group of one has mean 0 and std 1: R / (alpha + lambda).
        assertThat(scaled(3, 1, Graded.group(0.5))).containsExactly(close(0.125), TIGHT);
        assertThat(Advantages.grpo(byResponse(), 2, 0).estimate(List.of(List.of())))
                .containsExactly(List.of());
    }

    @Test
    void anAlphaOrLambdaBelowItsRangeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Advantages.grpo(byResponse(), 0, 0))
                .withMessage("advantage: alpha must be > 0, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Advantages.grpo(byResponse(), 1, -1))
                .withMessage("advantage: lambda must be >= 0, was -1.0");
    }

    @Test
    void drGrpoOnlySubtractsTheMean() {
        assertThat(of(Estimator.DR_GRPO, Graded.group(1, 0, 0, 0)))
                .containsExactly(close(0.75, -0.25, -0.25, -0.25), TIGHT);
    }

    @Test
    void rlooSubtractsTheMeanOfTheOthers() {
        // 4 - (1+1)/2 = 3; 1 - (4+1)/2 = -1.5.
        assertThat(of(Estimator.RLOO, Graded.group(4, 1, 1))).containsExactly(close(3, -1.5, -1.5), TIGHT);
    }

    @Test
    void reinforcePlusPlusNormalisesOverAllGroups() {
        // Rewards 1 1 | 0 0: mean 1/2, variance 4 * 1/4 / 3 = 1/3.
        List<List<float[]>> advantages = estimator(Estimator.REINFORCE_PLUS_PLUS, Credit.RESPONSE)
                .estimate(List.of(Graded.group(1, 1), Graded.group(0, 0)));
        double expected = 0.5 / Math.sqrt(1.0 / 3);
        assertThat(firstTokens(advantages.get(0))).containsExactly(close(expected, expected), TIGHT);
        assertThat(firstTokens(advantages.get(1))).containsExactly(close(-expected, -expected), TIGHT);
    }

    @Test
    void allTokensOfAResponseShareItsAdvantage() {
        List<float[]> advantages = estimator(Estimator.DR_GRPO, Credit.RESPONSE)
                .estimate(List.of(
                        List.of(Graded.of(3, Rewards.of("accuracy", 1)), Graded.of(1, Rewards.of("accuracy", 0)))))
                .get(0);
        assertThat(advantages.get(0)).containsExactly(0.5f, 0.5f, 0.5f);
        assertThat(advantages.get(1)).containsExactly(-0.5f);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void equalRewardsGiveNoAdvantage(Estimator estimator) {
        // 0.1 + 0.1 + 0.1 is not 0.3 in binary: a naive mean leaves a deviation here.
        assertThat(of(estimator, Graded.group(0.1, 0.1, 0.1))).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void aSingleResponseKeepsItsReward(Estimator estimator) {
        assertThat(of(estimator, Graded.group(0.5))).containsExactly(close(0.5), TIGHT);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void emptyGroupsStayEmpty(Estimator estimator) {
        for (Credit credit : Credit.values()) {
            assertThat(estimator(estimator, credit).estimate(List.of())).isEmpty();
            assertThat(estimator(estimator, credit).estimate(List.of(List.of())))
                    .containsExactly(List.of());
        }
    }

    @Test
    void tokenCreditComparesReturnsAtTheSamePosition() {
        // Returns: [3, 2] and [1, 1]; baselines [2, 1.5].
        List<float[]> advantages = ofTokens(Estimator.DR_GRPO, Graded.dense(1, 2), Graded.dense(0, 1));
        assertThat(advantages.get(0)).containsExactly(1, 0.5f);
        assertThat(advantages.get(1)).containsExactly(-1, -0.5f);
    }

    @Test
    void continuingIsComparedWithHavingStopped() {
        // The second response stopped after one token: it counts with 0 at the second position.
        List<float[]> advantages = ofTokens(Estimator.DR_GRPO, Graded.dense(0, 2), Graded.dense(1));
        assertThat(advantages.get(0)).containsExactly(0.5f, 1);
        assertThat(advantages.get(1)).containsExactly(-0.5f);
    }

    @Test
    void grpoScalesAllTokensOfAGroupByOneNumber() {
        // Centred returns: position 0 +-1 (variance 2), position 1 +-0.5 (variance 0.5): sigma^2 = 1.25.
        List<float[]> advantages = ofTokens(Estimator.GRPO, Graded.dense(1, 2), Graded.dense(0, 1));
        double sigma = Math.sqrt(1.25);
        assertThat(advantages.get(0)).containsExactly(close(1 / sigma, 0.5 / sigma), TIGHT);
    }

    @Test
    void rlooWithTokenCreditLeavesOutTheResponseItself() {
        List<float[]> advantages = ofTokens(Estimator.RLOO, Graded.dense(1, 2), Graded.dense(0, 1));
        assertThat(advantages.get(0)).containsExactly(2, 1);
    }

    @Test
    void reinforcePlusPlusWithTokenCreditNormalisesOverAllTokens() {
        // Returns 3 2 1 1: mean 7/4, squared deviations 25 + 1 + 9 + 9 sixteenths = 11/4, over 3.
        List<float[]> advantages = ofTokens(Estimator.REINFORCE_PLUS_PLUS, Graded.dense(1, 2), Graded.dense(0, 1));
        double sigma = Math.sqrt(11 / 12.0);
        assertThat(advantages.get(0)).containsExactly(close(1.25 / sigma, 0.25 / sigma), TIGHT);
        assertThat(advantages.get(1)).containsExactly(close(-0.75 / sigma, -0.75 / sigma), TIGHT);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void aRewardOnTheLastTokenGivesTheSameAdvantagesWithBothCredits(Estimator estimator) {
        List<GradedResponse> group = List.of(Graded.dense(0, 0, 1), Graded.dense(0, 0, 0), Graded.dense(0, 0, 0.25f));
        List<float[]> byResponse = ofGroup(estimator, Credit.RESPONSE, group);
        List<float[]> byToken = ofGroup(estimator, Credit.TOKEN, group);
        // REINFORCE++ divides by n - 1 tokens in one and n - 1 responses in the other.
        double ratio = estimator == Estimator.REINFORCE_PLUS_PLUS ? Math.sqrt((8 / 3.0) / 2) : 1;
        for (int i = 0; i < 3; i++) {
            double expected = byResponse.get(i)[0] * ratio;
            assertThat(byToken.get(i)).containsExactly(close(expected, expected, expected), TIGHT);
        }
    }

    @Test
    void rewardsWithoutATokenGoToTheLastToken() {
        GradedResponse bonus = Graded.of(2, Rewards.of("dense", 1).plus("length", 4));
        GradedResponse credited = new GradedResponse(
                bonus.response(), bonus.verdict(), new Rewards(bonus.rewards().components(), 1, 0));
        List<float[]> advantages = ofTokens(Estimator.DR_GRPO, credited, Graded.dense(0, 0));
        assertThat(advantages.get(0)).containsExactly(2.5f, 2);
    }

    @Test
    void aDiscountMakesLaterRewardsCountLess() {
        // Returns: [1 + 2/2, 2] and [0 + 1/2, 1]; baselines [1.25, 1.5].
        List<float[]> advantages = discounted(0.5, Graded.dense(1, 2), Graded.dense(0, 1));
        assertThat(advantages.get(0)).containsExactly(0.75f, 0.5f);
        assertThat(advantages.get(1)).containsExactly(-0.75f, -0.5f);
    }

    @Test
    void aDiscountOfZeroCountsOnlyTheTokensOwnReward() {
        List<float[]> advantages = discounted(0, Graded.dense(1, 2), Graded.dense(0, 1));
        assertThat(advantages.get(0)).containsExactly(0.5f, 0.5f);
        assertThat(advantages.get(1)).containsExactly(-0.5f, -0.5f);
    }

    @Test
    void aDiscountOutsideOfZeroToOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdvantageConfig(Estimator.GRPO.type(), EPSILON, Credit.TOKEN, 1.5))
                .withMessage("advantage: discount must be in [0, 1], was 1.5");
    }

    @Test
    void roundingOfTokenRewardsCreatesNoAdvantage() {
        // 1/18 as a double is not 1/18 as a float: the remainder at the second token is not a reward.
        float share = (float) (1.0 / 18);
        GradedResponse first = Graded.of(2, new Rewards(List.of(new Rewards.Component("d", 1.0 / 18)), share, 0));
        GradedResponse second = Graded.of(3, new Rewards(List.of(new Rewards.Component("d", 1.0 / 18)), share, 0, 0));
        for (float[] advantages : ofTokens(Estimator.GRPO, first, second)) {
            assertThat(advantages).containsOnly(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void tokenCreditNeedsARewardForEachToken(Estimator estimator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofGroup(estimator, Credit.TOKEN, Graded.group(1, 0)))
                .withMessage(
                        "response 0: must have a reward for each of its 2 tokens, had 0: set advantage credit to RESPONSE"
                                + " or use a task that credits tokens");
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void anUngradedResponseIsRefused(Estimator estimator) {
        GradedResponse ungraded = Graded.of(1, Rewards.NONE, Verdict.ungraded("timeout"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(estimator, List.of(ungraded)))
                .withMessage("response 0: must be graded to have an advantage, was UNGRADED (timeout)");
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void aRewardThatIsNotFiniteIsRefused(Estimator estimator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(estimator, Graded.group(1, Double.NaN)))
                .withMessage("response 0: reward must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofTokens(estimator, Graded.of(2, new Rewards(List.of(), Float.POSITIVE_INFINITY, 0))))
                .withMessage("response 0: reward of token 0 must be finite, was Infinity");
    }

    private static AdvantageConfig byResponse() {
        return new AdvantageConfig(Estimator.GRPO.type(), EPSILON, Credit.RESPONSE, 1);
    }

    private static float[] scaled(double alpha, double lambda, List<GradedResponse> group) {
        return firstTokens(Advantages.grpo(byResponse(), alpha, lambda)
                .estimate(List.of(group))
                .get(0));
    }

    private static AdvantageEstimator estimator(Estimator estimator, Credit credit) {
        return Advantages.of(new AdvantageConfig(estimator.type(), EPSILON, credit, 1));
    }

    private static List<float[]> ofGroup(Estimator estimator, Credit credit, List<GradedResponse> group) {
        return estimator(estimator, credit).estimate(List.of(group)).get(0);
    }

    private static List<float[]> ofTokens(Estimator estimator, GradedResponse... group) {
        return ofGroup(estimator, Credit.TOKEN, List.of(group));
    }

    private static List<float[]> discounted(double discount, GradedResponse... group) {
        return Advantages.of(new AdvantageConfig(Estimator.DR_GRPO.type(), EPSILON, Credit.TOKEN, discount))
                .estimate(List.of(List.of(group)))
                .get(0);
    }

    private static float[] of(Estimator estimator, List<GradedResponse> group) {
        return firstTokens(ofGroup(estimator, Credit.RESPONSE, group));
    }

    private static float[] firstTokens(List<float[]> advantages) {
        float[] first = new float[advantages.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = advantages.get(i)[0];
        }
        return first;
    }

    private static final org.assertj.core.data.Offset<Float> TIGHT = within(1e-5f);

    private static float[] close(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
