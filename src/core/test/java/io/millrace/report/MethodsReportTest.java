package io.millrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.learner.StepCodec;
import io.millrace.learner.Steps;
import io.millrace.method.Method;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MethodsReportTest {
    private static final List<Method> METHODS = ConfigReader.defaults().methods();

    private static Map<String, Double> step(double number, double responses, double share, double stage) {
        return Map.of("learner_step", number, "responses", responses, "think_share", share, "autothink_stage", stage);
    }

    private static MethodsReport report(long sent, long ended, List<Map<String, Double>> steps) {
        return MethodsReport.of(METHODS, new RunHistory(steps(steps), sent, ended), failed -> {});
    }

    private static Steps steps(List<Map<String, Double>> figures) {
        return new Steps(figures.stream().map(StepCodec::read).toList());
    }

    private static Map<String, Number> section(String name, List<Map<String, Double>> steps) {
        return report(0, 0, steps).sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void theThinkingShareCoversAllStepsThatReportIt() {
        assertThat(section(
                        "thinking",
                        List.of(
                                Map.of("learner_step", 1.0, "responses", 100.0),
                                step(2, 10, 0.5, 1),
                                step(3, 30, 0.25, 2),
                                Map.of("learner_step", 3.0, "compensation", 1.0))))
                .isEqualTo(Map.of("share", 12.5 / 40, "last", 0.25, "stage", 2.0));
    }

    @Test
    void withoutAutoThinkThinkingIsNotReported() {
        assertThat(section("thinking", List.of(Map.of("learner_step", 1.0, "responses", 4.0))))
                .isEqualTo(Map.of("share", Double.NaN, "last", Double.NaN, "stage", Double.NaN));
    }

    @Test
    void curriculumMetricsAreThoseOfTheLastStep() {
        Map<String, Double> first = Map.of("learner_step", 1.0, "curriculum_seen", 0.5, "curriculum_preferred", 0.75);
        Map<String, Double> second = OrderedMap.ofEntries(
                Map.entry("learner_step", 2.0),
                Map.entry("curriculum_seen", 1.0),
                Map.entry("curriculum_preferred", 0.5),
                Map.entry("curriculum_easy", 0.375),
                Map.entry("curriculum_hard", 0.125));
        assertThat(section("curriculum", List.of(first, second, Map.of("learner_step", 2.0, "compensation", 1.0))))
                .isEqualTo(Map.of("seen", 1.0, "preferred", 0.5, "easy", 0.375, "hard", 0.125));
        assertThat(section("curriculum", List.of(Map.of("learner_step", 1.0))).values())
                .containsOnly(Double.NaN);
    }

    @Test
    void eachMethodThatDidSomethingHasItsLines() {
        MethodsReport report = report(
                30,
                28,
                List.of(
                        OrderedMap.ofEntries(
                                Map.entry("learner_step", 1.0),
                                Map.entry("groups", 6398.0),
                                Map.entry("responses", 8.0),
                                Map.entry("zero_advantage", 40 / 6398.0),
                                Map.entry("replays", 1012.0),
                                Map.entry("dropped", 128.0),
                                Map.entry("think_share", 0.625),
                                Map.entry("autothink_stage", 3.0)),
                        Map.of("learner_step", 1.0, "compensation", 1.0, "rows", 128.0),
                        Map.of("learner_step", 1.0, "compensation", 1.0, "rows", 128.0)));
        assertThat(report.render())
                .containsExactly(
                        "replays: 1,012 remembered responses joined 6,398 groups, of which 40 still had no learning signal",
                        "reflections: 30 sent, 28 of them sampled and ended",
                        "leftovers: 256 trained on in 2 compensation steps, 128 dropped",
                        "thinking: 63 % of the responses, 63 % in the last step, which was in stage 3");
        assertThat(report.groups()).isEqualTo(6398);
        assertThat(report.zeroAdvantage()).isEqualTo(40);
    }

    @Test
    void methodsThatDidNothingAreNotReported() {
        assertThat(report(0, 0, List.of()).render()).isEmpty();
    }

    @Test
    void aMethodWhoseReportFailsIsOmittedAndNamed() {
        Method failing = new Method() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public Optional<ReportSection> report(RunHistory run) {
                throw new IllegalStateException("no report");
            }
        };
        List<String> failed = new ArrayList<>();
        List<Method> methods = new ArrayList<>(METHODS);
        methods.add(0, failing);
        MethodsReport report = MethodsReport.of(methods, new RunHistory(new Steps(List.of()), 0, 0), failed::add);
        assertThat(report).isEqualTo(report(0, 0, List.of()));
        assertThat(failed)
                .containsExactly("method failing: its report failed with java.lang.IllegalStateException:"
                        + " no report and is omitted");
    }
}
