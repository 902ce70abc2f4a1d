package io.millrace.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.Steps;
import io.millrace.report.MethodsReport.Curriculum;
import io.millrace.report.MethodsReport.Thinking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static Map<String, Double> step(double number, double responses, double share, double stage) {
        return Map.of("learner_step", number, "responses", responses, "think_share", share, "autothink_stage", stage);
    }

    @Test
    void thinkingIsOfAllResponsesOfTheStepsThatTellOfIt() {
        Steps steps = new Steps(List.of(
                Map.of("learner_step", 1.0, "responses", 100.0),
                step(2, 10, 0.5, 1),
                step(3, 30, 0.25, 2),
                Map.of("learner_step", 3.0, "compensation", 1.0)));

        assertThat(Reports.thinking(steps)).isEqualTo(new Thinking(12.5 / 40, 0.25, 2));
    }

    @Test
    void theCurriculumsFiguresAreThoseOfTheLastStep() {
        Steps steps = new Steps(List.of(
                Map.of("learner_step", 1.0, "curriculum_seen", 0.5, "curriculum_preferred", 0.75),
                Map.of(
                        "learner_step",
                        2.0,
                        "curriculum_seen",
                        1.0,
                        "curriculum_preferred",
                        0.5,
                        "curriculum_easy",
                        0.375,
                        "curriculum_hard",
                        0.125),
                Map.of("learner_step", 2.0, "compensation", 1.0)));

        assertThat(Reports.curriculum(steps)).isEqualTo(new Curriculum(1, 0.5, 0.375, 0.125));
        assertThat(Reports.curriculum(new Steps(List.of(Map.of("learner_step", 1.0)))))
                .isEqualTo(Curriculum.NONE);
    }

    @Test
    void withoutAutoThinkNothingIsKnownOfIt() {
        assertThat(Reports.thinking(new Steps(List.of(Map.of("learner_step", 1.0, "responses", 4.0)))))
                .isEqualTo(Thinking.NONE);
    }
}
