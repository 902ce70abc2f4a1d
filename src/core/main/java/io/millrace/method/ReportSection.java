package io.millrace.method;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/**
 * A part of the report at the end of a run.
 *
 * @param name the name of its section in the report's JSON, unique among all; empty if its values are on the same level as those
 *     of other parts
 * @param values whole numbers and decimals by name, the same names in every run; NaN for unknown values
 * @param lines for the user; empty if there is nothing to report
 */
public record ReportSection(String name, Map<String, Number> values, List<String> lines) {
    public ReportSection {
        requireNonNull(name, "name");
        values = OrderedMap.copyOf(values);
        lines = List.copyOf(lines);
    }

    /** Values on the same level as those of other parts. */
    public static ReportSection beside(Map<String, Number> values, List<String> lines) {
        return new ReportSection("", values, lines);
    }
}
