package io.millrace.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.model.GradedResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of every estimator for arbitrary rewards. */
class AdvantagePropertiesTest {
    private static final int SEEDS = 50;

    static Stream<Arguments> estimators() {
        return Stream.of(Estimator.values())
                .flatMap(e -> Stream.of(Credit.values()).map(c -> Arguments.of(e, c)));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void theOrderOfResponsesDoesNotMatter(Estimator estimator, Credit credit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<GradedResponse> group = group(new Random(seed));
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(seed));
            List<float[]> plain = of(estimator, credit, group);
            List<float[]> shuffled =
                    of(estimator, credit, order.stream().map(group::get).toList());
            for (int i = 0; i < group.size(); i++) {
                assertThat(shuffled.get(i))
                        .as("seed %d, response %d", seed, i)
                        .containsExactly(plain.get(order.get(i)), within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void aConstantAddedToAllRewardsChangesNothing(Estimator estimator, Credit credit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            // Added to the last token of equally long responses, so every return-to-go rises by it.
            List<float[]> plain = of(estimator, credit, equallyLong(new Random(seed), r -> r));
            List<float[]> raised = of(estimator, credit, equallyLong(new Random(seed), r -> r + 3));
            for (int i = 0; i < plain.size(); i++) {
                assertThat(raised.get(i)).as("seed %d", seed).containsExactly(plain.get(i), within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void advantagesOfEquallyLongResponsesSumToZero(Estimator estimator, Credit credit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            double sum = 0;
            for (float[] advantages : of(estimator, credit, equallyLong(new Random(seed), r -> r))) {
                for (float advantage : advantages) {
                    sum += advantage;
                }
            }
            assertThat(sum).as("seed %d", seed).isCloseTo(0, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void advantagesStayInTheirRange(Estimator estimator, Credit credit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<GradedResponse> group = group(new Random(seed));
            int tokens = group.stream().mapToInt(r -> r.response().length()).sum();
            int longest =
                    group.stream().mapToInt(r -> r.response().length()).max().orElseThrow();
            double bound = bound(estimator, credit, group.size(), tokens, longest);
            for (float[] advantages : of(estimator, credit, group)) {
                for (float advantage : advantages) {
                    assertThat((double) advantage).as("seed %d", seed).isBetween(-bound, bound);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Credit.class)
    void aScaleWithoutLambdaDividesAllAdvantages(Credit credit) {
        AdvantageConfig config = new AdvantageConfig(Estimator.GRPO.type(), 1e-6, credit, 1);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<GradedResponse> group = group(new Random(seed));
            List<float[]> plain =
                    Advantages.grpo(config, 1, 0).estimate(List.of(group)).get(0);
            List<float[]> scaled =
                    Advantages.grpo(config, 4, 0).estimate(List.of(group)).get(0);
            for (int i = 0; i < plain.size(); i++) {
                for (int t = 0; t < plain.get(i).length; t++) {
                    assertThat(scaled.get(i)[t]).as("seed %d", seed).isCloseTo(plain.get(i)[t] / 4, within(1e-6f));
                }
            }
        }
    }

    /** Rewards per token lie in [-1, 1], so returns lie in [-longest, longest]. */
    private static double bound(Estimator estimator, Credit credit, int responses, int tokens, int longest) {
        int returns = credit == Credit.RESPONSE ? responses : tokens;
        double normalised = (returns - 1) / Math.sqrt(returns);
        double rounding = 1e-5;
        return rounding
                + switch (estimator) {
                    case REINFORCE_PLUS_PLUS -> normalised;
                    case GRPO ->
                        (responses - 1) / Math.sqrt(responses) * (credit == Credit.RESPONSE ? 1 : Math.sqrt(longest));
                    case DR_GRPO, RLOO -> 2.0 * longest;
                };
    }

    private static List<float[]> of(Estimator estimator, Credit credit, List<GradedResponse> group) {
        return Advantages.of(new AdvantageConfig(estimator.type(), 1e-6, credit, 1))
                .estimate(List.of(group))
                .get(0);
    }

    private static List<GradedResponse> group(Random random) {
        List<GradedResponse> group = new ArrayList<>();
        for (int i = 2 + random.nextInt(7); i > 0; i--) {
            group.add(Graded.dense(earned(random, 1 + random.nextInt(6))));
        }
        return group;
    }

    private static List<GradedResponse> equallyLong(Random random, DoubleUnaryOperator last) {
        List<GradedResponse> group = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            float[] earned = earned(random, 4);
            earned[3] = (float) last.applyAsDouble(earned[3]);
            group.add(Graded.dense(earned));
        }
        return group;
    }

    private static float[] earned(Random random, int tokens) {
        float[] earned = new float[tokens];
        for (int t = 0; t < tokens; t++) {
            earned[t] = random.nextFloat() * 2 - 1;
        }
        return earned;
    }
}
