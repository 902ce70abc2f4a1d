package io.millrace.jobs.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.report.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The result of a query as a table of text: numbers aligned to the right, nested values as JSON. Not thread-safe. */
public final class RowTable {
    private static final int WIDEST = 60;

    private final List<String> names = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();

    /** Adds a row; all rows have the same columns. */
    public void add(ObjectNode row) {
        if (names.isEmpty()) {
            row.fieldNames().forEachRemaining(name -> {
                names.add(name);
                numeric.add(true);
            });
        }
        List<String> cells = new ArrayList<>();
        for (JsonNode value : row) {
            int column = cells.size();
            numeric.set(column, numeric.get(column) && (value.isNumber() || value.isNull()));
            cells.add(cell(value));
        }
        rows.add(cells);
    }

    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
        String shown = ControlCharacters.escape(text);
        return shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST - 3) + "...";
    }

    /** The lines of the table: names, a rule, the rows, and their number. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!names.isEmpty()) {
            List<Integer> widths =
                    IntStream.range(0, names.size()).map(this::width).boxed().toList();
            lines.add(line(names, widths));
            lines.add("-".repeat(widths.stream().mapToInt(width -> width + 2).sum() - 2));
            rows.forEach(row -> lines.add(line(row, widths)));
        }
        lines.add(rows.size() == 1 ? "1 row" : rows.size() + " rows");
        return lines;
    }

    private int width(int column) {
        return Math.max(
                names.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(widths.get(column) - cells.get(column).length());
            line.append(column == 0 ? "" : "  ");
            line.append(numeric.get(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }
}
