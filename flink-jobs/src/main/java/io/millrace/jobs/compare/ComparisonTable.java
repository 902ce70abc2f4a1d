package io.millrace.jobs.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of all runs in Markdown: mean over the seeds, and the standard deviation where there are several. */
final class ComparisonTable {
    private static final String HEAD = """
            | variant | groups without advantage | solve none | solve all | held out | held out, hard | trained on | trained on, hard | tokens a response | tokens sampled |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private ComparisonTable() {}

    /** @param runs of each variant, in the order of the table */
    static String render(Map<String, List<RunFigures>> runs) {
        StringBuilder table = new StringBuilder(HEAD);
        runs.forEach((name, figures) -> {
            List<String> cells = new ArrayList<>();
            cells.add(name);
            cells.add(percent(figures, RunFigures::zeroAdvantage));
            cells.add(percent(figures, RunFigures::solvedNone));
            cells.add(percent(figures, RunFigures::solvedAll));
            cells.add(percent(figures, run -> run.heldOut().accuracy()));
            cells.add(percent(figures, run -> run.heldOut().hard()));
            cells.add(percent(figures, run -> run.training().accuracy()));
            cells.add(percent(figures, run -> run.training().hard()));
            cells.add(cell(figures, run -> run.heldOut().tokens(), 1, "%.1f"));
            cells.add(cell(figures, RunFigures::sampledTokens, 1e-3, "%.0fk"));
            table.append("| ").append(String.join(" | ", cells)).append(" |\n");
        });
        return table.toString();
    }

    private static String percent(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return cell(runs, figure, 100, "%.1f %%");
    }

    private static String cell(
            List<RunFigures> runs, ToDoubleFunction<RunFigures> figure, double scale, String format) {
        double[] values = runs.stream()
                .mapToDouble(figure)
                .map(value -> value * scale)
                .filter(Double::isFinite)
                .toArray();
        if (values.length == 0) {
            return "";
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        String text = String.format(Locale.ROOT, format, mean);
        if (values.length == 1) {
            return text;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return text + String.format(Locale.ROOT, " ± %.1f", Math.sqrt(squares / (values.length - 1)));
    }
}
