package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    @Test
    void aRowIsTheMeanOverTheSeedsWithItsSpread() {
        double none = Double.NaN;
        Map<String, List<RunFigures>> runs = new LinkedHashMap<>();
        runs.put("before training", List.of(new RunFigures(none, none, none, 0.25, 0, 9, none)));
        runs.put(
                "GRPO",
                List.of(
                        new RunFigures(0.5, 0.25, 0.25, 0.5, 0.125, 8, 100_000),
                        new RunFigures(0.25, 0.125, 0.125, 0.75, 0.25, 10, 102_000)));

        assertThat(ComparisonTable.render(runs)).isEqualTo("""
                | variant | groups without advantage | solve none | solve all | accuracy | on hard prompts | tokens a response | tokens sampled |
                |---|---|---|---|---|---|---|---|
                | before training |  |  |  | 25.0 % | 0.0 % | 9.0 |  |
                | GRPO | 37.5 % ± 17.7 | 18.8 % ± 8.8 | 18.8 % ± 8.8 | 62.5 % ± 17.7 | 18.8 % ± 8.8 | 9.0 ± 1.4 | 101k ± 1.4 |
                """);
    }
}
