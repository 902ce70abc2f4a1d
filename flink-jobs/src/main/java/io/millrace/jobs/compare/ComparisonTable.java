package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.eval.ThinkingStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of all runs as tables: mean over the seeds, and the standard deviation if there are several. */
final class ComparisonTable {
    /** A row of the table: its name and its runs. */
    private final Map<String, List<RunFigures>> rows;

    private ComparisonTable(Map<String, List<RunFigures>> rows) {
        this.rows = rows;
    }

    private record Column(String head, Function<List<RunFigures>, String> cell) {}

    /**
     * Both tables, line by line and cell by cell, with their headers: all prompts together, and by level of difficulty
     * if there are levels.
     *
     * @param rows runs of each variant, in the order of the table; the first is the starting policy
     * @param baseline the variant that lengths are also compared with; empty for none
     * @param samples responses per held-out prompt, k of pass@k
     */
    static List<List<List<String>>> of(Map<String, List<RunFigures>> rows, String baseline, int samples) {
        ComparisonTable table = new ComparisonTable(rows);
        return Stream.of(table.together(baseline, samples), table.byStratum())
                .map(table::filled)
                .filter(columns -> !columns.isEmpty())
                .map(table::lines)
                .toList();
    }

    /** The tables as Markdown. */
    static String markdown(List<List<List<String>>> tables) {
        return tables.stream()
                .map(lines -> {
                    List<List<String>> all = new ArrayList<>(lines);
                    all.add(1, Collections.nCopies(lines.get(0).size(), "---"));
                    return all.stream()
                            .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                            .collect(Collectors.joining());
                })
                .collect(Collectors.joining("\n"));
    }

    private List<Column> together(String baseline, int samples) {
        List<Column> columns = new ArrayList<>(List.of(
                heldOut("accuracy", "%.1f %%", 100, ThinkingStatistics::accuracy),
                column("hard", "%.1f %%", 100, run -> run.heldOut().hard()),
                heldOut("pass@" + samples, "%.1f %%", 100, ThinkingStatistics::pass),
                heldOut("tokens", "%.1f", 1, ThinkingStatistics::tokens)));
        String start = rows.keySet().iterator().next();
        for (String other : baseline.isEmpty() ? List.of(start) : List.of(start, baseline)) {
            double reference = tokens(requireNonNull(rows.get(other), other));
            columns.add(heldOut("of " + other, "%.0f %%", 100 / reference, ThinkingStatistics::tokens));
        }
        columns.addAll(List.of(
                heldOut("thinks", "%.0f %%", 100, ThinkingStatistics::thinks),
                heldOut("redundant", "%.0f %%", 100, ThinkingStatistics::redundant),
                heldOut("calls", "%.2f", 1, ThinkingStatistics::calls),
                heldOut("unnecessary calls", "%.2f", 1, ThinkingStatistics::unnecessary),
                heldOut("solve all", "%.1f %%", 100, ThinkingStatistics::solveAll),
                heldOut("solve none", "%.1f %%", 100, ThinkingStatistics::solveNone),
                column(
                        "trained on",
                        "%.1f %%",
                        100,
                        run -> run.trained().known() ? run.trained().all().accuracy() : Double.NaN),
                column("trained on, hard", "%.1f %%", 100, run -> run.trained().hard()),
                column("groups without advantage", "%.1f %%", 100, run -> run.training()
                        .zeroAdvantage()),
                column("groups all incorrect", "%.1f %%", 100, run -> run.training()
                        .solvedNone()),
                column("groups all correct", "%.1f %%", 100, run -> run.training()
                        .solvedAll()),
                column("fluctuation", "%.1f", 100, run -> run.training().fluctuation()),
                column(
                        "steps",
                        "%.0f",
                        1,
                        run -> run.training().steps() == 0
                                ? Double.NaN
                                : run.training().steps()),
                column("sampled", "%.0fk", 1e-3, run -> run.training().sampledTokens())));
        return columns;
    }

    private List<Column> byStratum() {
        List<ThinkingStatistics> start =
                rows.values().iterator().next().get(0).heldOut().statistics();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i < start.size(); i++) {
            columns.add(stratum("accuracy", i, "%.1f %%", 100, ThinkingStatistics::accuracy));
        }
        for (int i = 1; i < start.size(); i++) {
            columns.add(stratum("tokens", i, "%.1f", 1, ThinkingStatistics::tokens));
        }
        for (int i = 1; i < start.size(); i++) {
            columns.add(stratum("thinks", i, "%.0f %%", 100, ThinkingStatistics::thinks));
        }
        for (int i = 1; i < start.size(); i++) {
            columns.add(stratum("marks per 100 tokens", i, "%.1f", 100, ThinkingStatistics::density));
        }
        for (int i = 1; i < start.size(); i++) {
            columns.add(stratum("unnecessary calls", i, "%.2f", 1, ThinkingStatistics::unnecessary));
        }
        return columns;
    }

    private Column stratum(
            String head, int place, String format, double scale, ToDoubleFunction<ThinkingStatistics> figure) {
        String name = rows.values()
                .iterator()
                .next()
                .get(0)
                .heldOut()
                .statistics()
                .get(place)
                .stratum();
        return column(head + ", " + name, format, scale, run -> run.heldOut().statistics().stream()
                .filter(statistics -> statistics.stratum().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN));
    }

    private static Column heldOut(
            String head, String format, double scale, ToDoubleFunction<ThinkingStatistics> figure) {
        return column(
                head, format, scale, run -> figure.applyAsDouble(run.heldOut().all()));
    }

    private static Column column(String head, String format, double scale, ToDoubleFunction<RunFigures> figure) {
        return new Column(
                head,
                runs -> MeanWithDeviation.format(
                        format,
                        runs.stream()
                                .mapToDouble(figure)
                                .map(value -> value * scale)
                                .toArray()));
    }

    private static double tokens(List<RunFigures> runs) {
        return MeanWithDeviation.mean(
                runs.stream().mapToDouble(run -> run.heldOut().all().tokens()).toArray());
    }

    /** The columns that are not empty. */
    private List<Column> filled(List<Column> columns) {
        return columns.stream()
                .filter(column -> rows.values().stream()
                        .anyMatch(runs -> !column.cell().apply(runs).isEmpty()))
                .toList();
    }

    private List<List<String>> lines(List<Column> columns) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(line("variant", columns, Column::head));
        rows.forEach((name, runs) ->
                lines.add(line(name, columns, column -> column.cell().apply(runs))));
        return lines;
    }

    private static List<String> line(String first, List<Column> columns, Function<Column, String> cell) {
        return Stream.concat(Stream.of(first), columns.stream().map(cell)).toList();
    }
}
