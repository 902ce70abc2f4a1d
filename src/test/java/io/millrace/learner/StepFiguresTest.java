package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GroupStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepFiguresTest {
    @Test
    void whatIsAMeanOverNothingIsLeftOut() {
        double none = Double.NaN;
        GroupStatistics groups = new GroupStatistics(0, 0, 3, none, none, none, none, none, none, none, none, none, 0);
        Map<String, Double> figures = StepFigures.of(StepReport.withoutRows(7, 1e-3, 5), groups);
        assertThat(figures)
                .containsEntry("learner_step", 7.0)
                .containsEntry("gradient_norm", 0.0)
                .containsEntry("learning_rate", 1e-3)
                .doesNotContainKeys(
                        "reward", "loss", "entropy", "kl", "clip_share", "log_prob_gap", "ratio_mean", "ratio_max");
    }
}
