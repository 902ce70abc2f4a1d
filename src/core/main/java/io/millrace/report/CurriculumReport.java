package io.millrace.report;

import io.millrace.learner.Steps;
import io.millrace.method.ReportSection;
import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;

/** Shares of seen, preferred, easy and hard training prompts, at the last step that reports them. */
final class CurriculumReport {
    private CurriculumReport() {}

    static ReportSection of(Steps steps) {
        Steps known = steps.with(Metric.CURRICULUM_SEEN);
        if (known.all().isEmpty()) {
            return section(Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        Steps last = known.after(known.last() - 1);
        double seen = last.largest(Metric.CURRICULUM_SEEN);
        double preferred = last.largest(Metric.CURRICULUM_PREFERRED);
        double easy = last.largest(Metric.CURRICULUM_EASY);
        double hard = last.largest(Metric.CURRICULUM_HARD);
        String line =
                "curriculum: %.0f %% of the training prompts visited; %.0f %% preferred, %.0f %% too easy, %.0f %% too hard"
                        .formatted(100 * seen, 100 * preferred, 100 * easy, 100 * hard);
        return section(seen, preferred, easy, hard, List.of(line));
    }

    private static ReportSection section(double seen, double preferred, double easy, double hard, List<String> lines) {
        return new ReportSection(
                "curriculum",
                OrderedMap.ofEntries(
                        Map.entry("seen", seen),
                        Map.entry("preferred", preferred),
                        Map.entry("easy", easy),
                        Map.entry("hard", hard)),
                lines);
    }
}
