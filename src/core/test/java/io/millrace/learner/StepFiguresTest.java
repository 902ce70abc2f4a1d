package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepFiguresTest {
    @Test
    void componentsOfTheRewardAreMeansOverAllResponses() {
        GroupStatistics groups = new GroupStatistics(1, 4, 0, 3, 2, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of())
                .with(Map.of("accuracy", 2.0, "short", 1.0), Map.of("think_share", new Mean(3, 4)));
        Map<String, Double> figures = StepFigures.of(
                7, 1234, StepReport.withoutRows(9, 1e-3, 5), Minibatch.plain(0, 6, List.of(), List.of(), groups));
        assertThat(figures)
                .containsEntry("reward", 0.75)
                .containsEntry("reward_accuracy", 0.5)
                .containsEntry("reward_short", 0.25)
                .containsEntry("think_share", 0.75);
    }

    @Test
    void whatIsAMeanOverNothingIsLeftOut() {
        Map<String, Double> figures = StepFigures.of(
                7,
                1234,
                StepReport.withoutRows(9, 1e-3, 5),
                Minibatch.plain(0, 6, List.of(), List.of(), GroupStatistics.NONE));
        assertThat(figures)
                .containsEntry("learner_step", 7.0)
                .containsEntry("sampled_tokens", 1234.0)
                .containsEntry("updates", 9.0)
                .containsEntry("gradient_norm", 0.0)
                .containsEntry("learning_rate", 1e-3)
                .doesNotContainKeys(
                        "reward", "loss", "entropy", "kl", "clip_share", "log_prob_gap", "ratio_mean", "ratio_max");
    }
}
