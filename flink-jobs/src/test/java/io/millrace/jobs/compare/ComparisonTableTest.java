package io.millrace.jobs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.compare.RunFigures.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    @Test
    void aRowIsTheMeanOverTheSeedsWithItsSpread() {
        double none = Double.NaN;
        Map<String, List<RunFigures>> runs = new LinkedHashMap<>();
        runs.put(
                "before training",
                List.of(new RunFigures(none, none, none, new Measured(0.25, 0, 9), new Measured(0.5, none, 8), none)));
        runs.put(
                "GRPO",
                List.of(
                        new RunFigures(0.5, 0.25, 0.25, new Measured(0.5, 0.125, 8), new Measured(1, 0.5, 8), 100_000),
                        new RunFigures(
                                0.25, 0.125, 0.125, new Measured(0.75, 0.25, 10), new Measured(0.75, 0, 8), 102_000)));

        assertThat(ComparisonTable.render(runs)).isEqualTo("""
                | variant | groups without advantage | solve none | solve all | held out | held out, hard | trained on | trained on, hard | tokens a response | tokens sampled |
                |---|---|---|---|---|---|---|---|---|---|
                | before training |  |  |  | 25.0 % | 0.0 % | 50.0 % |  | 9.0 |  |
                | GRPO | 37.5 % ± 17.7 | 18.8 % ± 8.8 | 18.8 % ± 8.8 | 62.5 % ± 17.7 | 18.8 % ± 8.8 | 87.5 % ± 17.7 | 25.0 % ± 35.4 | 9.0 ± 1.4 | 101k ± 1.4 |
                """);
    }
}
