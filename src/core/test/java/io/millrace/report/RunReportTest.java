package io.millrace.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.eval.Evaluation;
import io.millrace.eval.Evaluation.PassAt;
import io.millrace.eval.HeldOutResult;
import io.millrace.method.ReportSection;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final HeldOutResult BEFORE = new HeldOutResult(
            0,
            new Evaluation(100, 0, 100, 0, 0.4124, 0.21, List.of(new PassAt(1, 0.21)), 8.4, 0.05, ""),
            new Evaluation(100, 0, 800, 0, 0.35, 0.15, List.of(new PassAt(1, 0.15), new PassAt(8, 0.6)), 9, 0.125, ""));
    private static final HeldOutResult AFTER = new HeldOutResult(
            200,
            new Evaluation(100, 0, 100, 0, 0.9871, 0.97, List.of(new PassAt(1, 0.97)), 9.1, 0, ""),
            new Evaluation(
                    100, 1, 790, 2, 0.95, 0.9, List.of(new PassAt(1, 0.9), new PassAt(8, 1)), 9.05, 0, "timeout"));
    private static final Ledger LEDGER =
            new Ledger(6410, Map.of(VisitEnd.Kind.TRAINED, 6398L, VisitEnd.Kind.UNGRADED, 2L));

    private static final MethodsReport NOTHING = new MethodsReport(0, 0, List.of());

    @Test
    void theTableComparesBeforeAndAfter() {
        assertThat(String.join("\n", BeforeAfter.render(BEFORE, AFTER))).isEqualTo("""
                held-out, 100 prompts        before      after     change
                ─────────────────────────────────────────────────────────
                greedy reward                 0.412      0.987     +0.575
                greedy accuracy              21.0 %     97.0 %      +76.0
                greedy tokens                   8.4        9.1       +0.7
                greedy truncated              5.0 %      0.0 %       -5.0
                sampled reward                0.350      0.950     +0.600
                sampled accuracy             15.0 %     90.0 %      +75.0
                sampled pass@8               60.0 %    100.0 %      +40.0
                sampled tokens                  9.0        9.1       +0.1
                sampled truncated            12.5 %      0.0 %      -12.5
                excluded after training: 1 prompts not sampled, 2 responses not graded""");
    }

    @Test
    void theReportAsJson() throws IOException {
        RunReport report = new RunReport(
                200,
                100,
                Duration.ofMillis(93_250),
                List.of(BEFORE, AFTER),
                LEDGER,
                new RunReport.Throughput(412, 3890.5, 3700),
                new RunReport.Staleness(0.75, 1),
                new MethodsReport(
                        6398,
                        40,
                        List.of(
                                new ReportSection(
                                        "thinking",
                                        OrderedMap.of("share", 0.625, "last", 0.5, "stage", 3.0),
                                        List.of()),
                                ReportSection.beside(
                                        OrderedMap.of("replays", 12, "reflectionsSent", 30, "reflectionsEnded", 28L),
                                        List.of()),
                                ReportSection.beside(
                                        OrderedMap.of("compensationSteps", 2, "compensated", 256, "dropped", 128),
                                        List.of()),
                                new ReportSection(
                                        "curriculum",
                                        OrderedMap.ofEntries(
                                                Map.entry("seen", 1.0),
                                                Map.entry("preferred", 0.5),
                                                Map.entry("easy", 0.375),
                                                Map.entry("hard", 0.125)),
                                        List.of()))));
        assertThat(report.toJson() + "\n").isEqualTo(resource("run-report.json"));
    }

    @Test
    void unknownValuesAreNull() {
        RunReport report = new RunReport(
                0,
                0,
                Duration.ZERO,
                List.of(),
                new Ledger(0, Map.of()),
                new RunReport.Throughput(Double.NaN, 0, 0),
                new RunReport.Staleness(Double.NaN, 0),
                NOTHING);
        assertThat(report.toJson())
                .contains("\"eval\" : { }", "\"responsesPerSecond\" : null", "\"mean\" : null")
                .doesNotContain("NaN");
    }

    @Test
    void visitsThatHaveNotEndedAreOpen() {
        assertThat(LEDGER.open()).isEqualTo(10);
        assertThat(LEDGER.trained()).isEqualTo(6398);
        assertThatThrownBy(() -> new Ledger(1, Map.of(VisitEnd.Kind.TRAINED, 2L)))
                .hasMessage("ledger: ended visits must be <= the 1 read, were 2");
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = requireNonNull(RunReportTest.class.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
