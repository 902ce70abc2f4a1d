package io.millrace.method.rearl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageEstimator;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.Grpo;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllIncorrectMaskTest {
    private final AdvantageEstimator grpo =
            Advantages.of(new AdvantageConfig(new Grpo(), 1e-4, AdvantageConfig.Credit.RESPONSE, 1));
    private final AdvantageEstimator mask = new AllIncorrectMask(grpo);

    private static GradedResponse response(boolean correct, double reward, Origin origin) {
        return Samples.graded(Samples.response(0, FinishReason.STOP, origin, 1, 4, 5), correct, reward);
    }

    private static GradedResponse response(boolean correct, double reward) {
        return response(correct, reward, Origin.SAMPLED);
    }

    @Test
    void aGroupWithoutACorrectResponseHasNoAdvantage() {
        List<List<float[]>> advantages = mask.estimate(List.of(
                List.of(response(false, -0.5), response(false, 0.5)), List.of(response(false, 0), response(true, 1))));
        assertThat(advantages.get(0)).allSatisfy(a -> assertThat(a).containsExactly(0, 0));
        assertThat(advantages.get(1).get(1)[0]).isPositive();
    }

    @Test
    void aCorrectReplayGivesTheGroupAnAdvantage() {
        List<GradedResponse> group = List.of(response(false, 0), response(true, 1, Origin.REPLAYED));
        assertThat(mask.estimate(List.of(group)).get(0).get(0)[0]).isNegative();
    }

    @Test
    void emptyInputIsUnchanged() {
        assertThat(mask.estimate(List.of())).isEmpty();
        assertThat(mask.estimate(List.of(List.of()))).containsExactly(List.of());
    }

    @Test
    void groupsWithACorrectResponseAreUnchanged() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<GradedResponse>> groups = new ArrayList<>();
            for (int g = 0; g < 5; g++) {
                List<GradedResponse> group = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    group.add(response(random.nextInt(4) == 0, random.nextDouble()));
                }
                groups.add(group);
            }
            List<List<float[]>> plain = grpo.estimate(groups);
            List<List<float[]>> ruled = mask.estimate(groups);
            for (int g = 0; g < 5; g++) {
                boolean right = groups.get(g).stream().anyMatch(GradedResponse::correct);
                for (int i = 0; i < 4; i++) {
                    assertThat(ruled.get(g).get(i))
                            .as("seed %d", seed)
                            .containsExactly(right ? plain.get(g).get(i) : new float[2]);
                }
            }
        }
    }
}
