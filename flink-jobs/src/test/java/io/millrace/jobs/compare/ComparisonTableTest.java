package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.compare.RunFigures.Measured;
import io.millrace.jobs.compare.RunFigures.Point;
import io.millrace.jobs.compare.RunFigures.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    private static final double NONE = Double.NaN;

    private final Map<String, List<RunFigures>> rows = new LinkedHashMap<>();

    private static ThinkingStatistics statistics(String stratum, double accuracy, double tokens, double density) {
        return new ThinkingStatistics(
                stratum, 10, accuracy, 1, 0.5, 0, tokens, 0, 0.75, 20, density, 1, 0.25, Double.NaN, Double.NaN);
    }

    private static Measured measured(double accuracy, double tokens) {
        return new Measured(
                List.of(
                        statistics("", accuracy, tokens, 0.04),
                        statistics("easy", accuracy, tokens, 0.02),
                        statistics("hard", accuracy / 2, 2 * tokens, 0.06)),
                accuracy / 2);
    }

    private static Training training(double sampled) {
        return new Training(
                9, 0.5, 0.25, 0.125, 0.0625, sampled, List.of(new Point(5000, 0.5, 30), new Point(sampled, 0.75, 20)));
    }

    @BeforeEach
    void twoRunsOfGrpo() {
        rows.put("before training", List.of(new RunFigures(Training.NONE, measured(0.25, 40), Measured.NONE)));
        rows.put(
                "GRPO",
                List.of(
                        new RunFigures(training(100_000), measured(0.5, 20), Measured.NONE),
                        new RunFigures(training(102_000), measured(0.75, 40), Measured.NONE)));
    }

    @Test
    void aRowIsTheMeanOverTheSeedsWithItsSpread() {
        assertThat(ComparisonTable.markdown(ComparisonTable.of(rows, "GRPO", 8)))
                .isEqualTo("""
                | variant | accuracy | hard | pass@8 | tokens | of before training | of GRPO | thinks | redundant | solve all | solve none | groups without advantage | groups all incorrect | groups all correct | fluctuation | steps | sampled |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                | before training | 25.0 % | 12.5 % | 100.0 % | 40.0 | 100 % | 133 % | 75 % | 25 % | 50.0 % | 0.0 % |  |  |  |  |  |  |
                | GRPO | 62.5 % ± 17.7 | 31.3 % ± 8.8 | 100.0 % ± 0.0 | 30.0 ± 14.1 | 75 % ± 35.4 | 100 % ± 47.1 | 75 % ± 0.0 | 25 % ± 0.0 | 50.0 % ± 0.0 | 0.0 % ± 0.0 | 50.0 % ± 0.0 | 25.0 % ± 0.0 | 12.5 % ± 0.0 | 6.3 ± 0.0 | 9 ± 0.0 | 101k ± 1.4 |

                | variant | accuracy, easy | accuracy, hard | tokens, easy | tokens, hard | thinks, easy | thinks, hard | marks per 100 tokens, easy | marks per 100 tokens, hard |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                | before training | 25.0 % | 12.5 % | 40.0 | 80.0 | 75 % | 75 % | 2.0 | 6.0 |
                | GRPO | 62.5 % ± 17.7 | 31.3 % ± 8.8 | 30.0 ± 14.1 | 60.0 ± 28.3 | 75 % ± 0.0 | 75 % ± 0.0 | 2.0 ± 0.0 | 6.0 ± 0.0 |
                """);
    }

    @Test
    void withoutLevelsThereIsOneTable() {
        Measured all = new Measured(List.of(statistics("", 0.5, 20, NONE)), NONE);

        List<List<List<String>>> tables = ComparisonTable.of(
                Map.of("before training", List.of(new RunFigures(Training.NONE, all, Measured.NONE))), "", 4);

        assertThat(tables).hasSize(1);
        assertThat(tables.get(0).get(0)).doesNotContain("hard", "trained on", "fluctuation");
    }

    private static ComparisonPlan plan(String config) {
        return new ComparisonPlan(
                config,
                List.of(),
                List.of(11L, 12L),
                0,
                4,
                false,
                "",
                ComparisonPlan.Quick.NONE,
                List.of(new ComparisonPlan.Variant("GRPO", List.of())));
    }

    @Test
    void theCsvHasALineForEachRunAndLevel() {
        List<String> lines = ComparisonCsv.render(plan("a.yaml"), rows).lines().toList();

        assertThat(lines).hasSize(1 + 3 * 3);
        assertThat(lines.get(0)).startsWith("variant,seed,stratum,prompts,samples,accuracy,pass,");
        assertThat(lines.get(1)).isEqualTo("\"before training\",,all,10,4,0.25,1,0.5,0,40,0,0.75,20,0.04,1,0.25,,,0,,");
        assertThat(lines.get(6)).startsWith("\"GRPO\",11,hard,10,4,0.25,1,").endsWith(",9,100000,0.0625");
        assertThat(lines.get(7)).startsWith("\"GRPO\",12,all,");
    }

    @Test
    void thePageContainsItsDataAndItsChartCode() throws Exception {
        String page = ComparisonPage.render(plan("a</script>.yaml"), rows, ComparisonTable.of(rows, "", 4));

        assertThat(page)
                .contains("Chart.js v4", "\"name\":\"GRPO\"", "\"sampled\":5000.0", "a\\u003c/script>.yaml")
                .doesNotContain("/*DATA*/", "/*CHARTS*/", "sourceMappingURL", "NaN\"");
    }
}
