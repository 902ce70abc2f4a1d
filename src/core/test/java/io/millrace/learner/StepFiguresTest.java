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
        Map<String, Double> figures = written(
                7, 1234, StepReport.withoutRows(9, 1e-3, 5), Minibatch.plain(0, 6, List.of(), List.of(), groups));
        assertThat(figures)
                .containsEntry("reward", 0.75)
                .containsEntry("reward_accuracy", 0.5)
                .containsEntry("reward_short", 0.25)
                .containsEntry("think_share", 0.75);
    }

    @Test
    void meansOverNoValuesAreOmitted() {
        Map<String, Double> figures = written(
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

    @Test
    void aStepIsWrittenInAFixedOrderAndReadBack() {
        GroupStatistics groups = new GroupStatistics(1, 4, 1, 3, 2, 9, 6, 3, 1, 0, 0, 0, 8, 3, 2, Map.of(), Map.of())
                .with(Map.of("short", 1.0), Map.of("own_share", new Mean(3, 4)));
        StepRecord step = StepFigures.of(
                        7,
                        1234,
                        new StepReport(
                                9,
                                0.5,
                                2,
                                1e-3,
                                0.25,
                                0.125,
                                0.0625,
                                1.5,
                                3,
                                new SamplerGap(0.75, 2, 0.5, 0.125),
                                40,
                                2_000_000_000),
                        Minibatch.plain(0, 6, List.of(), List.of(), groups))
                .with(new StepRecord.Curriculum(1, 0.5, 0.375, 0.125));
        assertThat(StepCodec.write(step).toString())
                .isEqualTo("{learner_step=7.0, sampled_tokens=1234.0, compensation=0.0, rows=0.0, dropped=0.0,"
                        + " reward=0.75, accuracy=0.5, response_tokens=2.25, solve_all=0.0, solve_none=0.0,"
                        + " zero_advantage=0.0, staleness=2.0, entropy=2.0, groups=1.0, responses=4.0, ungraded=1.0,"
                        + " replays=2.0, truncated=0.25, max_staleness=3.0, own_share=0.75, reward_short=0.25,"
                        + " updates=9.0, loss=0.5, gradient_norm=2.0, kl=0.125, clip_share=0.0625,"
                        + " log_prob_gap=0.75, log_prob_gap_max=2.0, log_prob_gap_kl=0.5, log_prob_gap_share=0.125, gradient_entropy=0.25, learning_rate=0.001, ratio_mean=1.5,"
                        + " ratio_max=3.0, train_tokens=40.0, train_seconds=2.0, curriculum_seen=1.0,"
                        + " curriculum_preferred=0.5, curriculum_easy=0.375, curriculum_hard=0.125}");
        assertThat(StepCodec.read(StepCodec.write(step))).isEqualTo(step);
    }

    private static Map<String, Double> written(long step, long sampled, StepReport report, Minibatch minibatch) {
        return StepCodec.write(StepFigures.of(step, sampled, report, minibatch));
    }
}
