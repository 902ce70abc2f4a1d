package io.millrace.report;

import io.millrace.method.Method;
import io.millrace.method.ReportSection;
import io.millrace.method.RunHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The effect of the methods in a run.
 *
 * @param groups groups trained on
 * @param zeroAdvantage groups among them without a learning signal
 * @param sections those without a name first, then those with one
 */
public record MethodsReport(long groups, long zeroAdvantage, List<ReportSection> sections) {
    public MethodsReport {
        sections = sections.stream()
                .sorted(Comparator.comparing(section -> !section.name().isEmpty()))
                .toList();
    }

    /**
     * The report on a run.
     *
     * @param methods the methods, in order; each may fail
     * @param failed receives a line for each method whose report fails and is omitted
     */
    public static MethodsReport of(List<Method> methods, RunHistory run, Consumer<String> failed) {
        List<ReportSection> sections = new ArrayList<>();
        for (Method method : methods) {
            try {
                method.report(run).ifPresent(sections::add);
            } catch (RuntimeException | LinkageError e) {
                failed.accept("method %s: its report failed with %s and is omitted".formatted(method.name(), e));
            }
        }
        sections.add(CurriculumReport.of(run.steps()));
        return new MethodsReport(run.groups(), run.zeroAdvantage(), sections);
    }

    /** The lines of all sections. */
    public List<String> render() {
        return sections.stream().flatMap(section -> section.lines().stream()).toList();
    }
}
