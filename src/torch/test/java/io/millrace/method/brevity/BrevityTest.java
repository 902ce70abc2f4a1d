package io.millrace.method.brevity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.learner.StepFigures;
import io.millrace.learner.StepRecord;
import io.millrace.learner.StepReport;
import io.millrace.learner.Steps;
import io.millrace.method.Method;
import io.millrace.method.RunHistory;
import io.millrace.metric.Figure;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TrainingRow;
import io.millrace.pipeline.ConfiguredStream;
import io.millrace.report.Ledger;
import io.millrace.report.MethodsReport;
import io.millrace.report.RunReport;
import io.millrace.testkit.ExtensionJar;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method from a user's own package takes part in every stage. */
class BrevityTest {
    private static final String STREAM = """
            run: {steps: 4}
            data: {train: {task: reason, prompts: 8}}
            policy: {path: ../../deploy/models/reason, batching: group}
            sampling: {groupSize: 4, maxTokens: 80}
            batch: {groups: 8}
            method: {brevity: {enabled: true, tokens: 40, weight: 0.5}}
            """;

    @TempDir
    private Path folder;

    private <T> T registered(Callable<T> work) throws Exception {
        try (URLClassLoader loader =
                ExtensionJar.loader(folder, Map.of(), Map.of(Method.class, List.of(Brevity.class.getName())))) {
            return ExtensionJar.with(loader, work);
        }
    }

    private static MillraceConfig parse(String... overrides) {
        return ConfigReader.parse(STREAM, List.of(overrides), "test.yaml");
    }

    @Test
    void itChangesRewardsHistoryAndCompositionAndIsShown() throws Exception {
        registered(() -> {
            MillraceConfig config = parse();
            ConfiguredParts parts = ConfiguredParts.of(config, config.policy().path());
            ConfiguredStream stream = new ConfiguredStream(parts, folder);
            try (stream) {
                stream.round(0);
                stream.round(1);
            }
            assertThat(stream.graded()).allSatisfy(group -> assertThat(group.responses().stream()
                            .flatMap(response -> response.rewards().components().stream())
                            .filter(component -> component.name().equals("brevity.shortest")))
                    .isNotEmpty()
                    .allSatisfy(component -> assertThat(component.value()).isEqualTo(0.5)));
            List<Minibatch> minibatches = stream.minibatches();
            assertThat(minibatches).as("two per round").hasSize(4);
            assertThat(minibatches.get(2).rows()).as("short ones").isNotEmpty().allSatisfy(row -> assertThat(
                            row.response().size())
                    .isLessThanOrEqualTo(40));
            assertThat(minibatches.get(2).rows())
                    .as("remembered in the first round")
                    .extracting(TrainingRow::origin)
                    .contains(Origin.REPLAYED);
            assertThat(minibatches.get(0).groups().rewards())
                    .as("a figure of the step, and so a metric")
                    .containsKey("brevity.shortest");
            assertThat(parts.grade().figures())
                    .extracting(figure -> figure.figure().key())
                    .contains("brevity_shortest");
            assertThat(parts.stepFigures()).extracting(Figure::key).contains("brevity_share");
            assertThat(parts.stepLoggers()).hasSize(1);
            showsInTheReport(config, minibatches);
            return true;
        });
    }

    private static void showsInTheReport(MillraceConfig config, List<Minibatch> minibatches) {
        List<StepRecord> steps = minibatches.stream()
                .map(minibatch -> StepFigures.of(1, 1, StepReport.withoutRows(1, 1e-3, 5), minibatch))
                .toList();
        double responses =
                steps.stream().mapToDouble(step -> step.groups().responses()).sum();
        double share = steps.stream()
                        .mapToDouble(
                                step -> step.groups().responses() * step.own().getOrDefault("brevity_share", 0.0))
                        .sum()
                / responses;
        MethodsReport methods = MethodsReport.of(
                config.methods(), new RunHistory(new Steps(steps), 0, 0), failed -> fail("%s", failed));
        RunReport report = new RunReport(
                1,
                0,
                Duration.ofSeconds(1),
                List.of(),
                new Ledger(0, Map.of()),
                new RunReport.Throughput(0, 0, 0),
                new RunReport.Staleness(0, 0),
                methods);
        assertThat(share).isGreaterThan(0);
        assertThat(methods.render())
                .as("lines of the console")
                .contains("brevity: %.0f %% of the responses were short".formatted(100 * share));
        assertThat(report.toJson())
                .as("report.json")
                .containsIgnoringWhitespaces("\"brevity\": {\"share\": %s}".formatted(share));
    }

    @Test
    void itsOptionsAreCheckedAndWritten() throws Exception {
        registered(() -> {
            assertThatThrownBy(() -> parse("method.brevity.wieght=1"))
                    .hasMessageContaining(
                            "method.brevity.wieght: is not an option; did you mean method.brevity.weight?");
            assertThatThrownBy(() -> parse("method.brevity.weight=0"))
                    .hasMessageContaining("method.brevity.weight: must be > 0, was 0.0");
            assertThatThrownBy(() -> parse("method.brevity.tokens=81"))
                    .hasMessageContaining("method.brevity.tokens: must be <= sampling.maxTokens (80), was 81");
            MillraceConfig config = parse();
            assertThat(ConfigReader.parse(config.toYaml(), List.of(), "again")).isEqualTo(config);
            return true;
        });
    }

    @Test
    void withoutItsRegistrationItsKeyIsUnknown() {
        assertThatThrownBy(() -> parse())
                .hasMessageContaining("method.brevity: is not an option; known here: autothink");
    }
}
