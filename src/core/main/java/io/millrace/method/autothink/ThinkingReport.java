package io.millrace.method.autothink;

import io.millrace.learner.Steps;
import io.millrace.method.ReportSection;
import io.millrace.ordered.OrderedMap;
import java.util.List;

/** The modes that the policy chose freely, over the steps that report them. */
final class ThinkingReport {
    private ThinkingReport() {}

    /** The share of the responses that thought, over all steps and in the last one, and the stage of the last one. */
    static ReportSection of(Steps steps) {
        Steps chosen = steps.with(ThinkingFigures.SHARE);
        if (chosen.all().isEmpty()) {
            return section(Double.NaN, Double.NaN, Double.NaN, List.of());
        }
        Steps latest = chosen.after(chosen.last() - 1);
        double share = chosen.meanOverResponses(ThinkingFigures.SHARE);
        double last = latest.meanOverResponses(ThinkingFigures.SHARE);
        double stage = latest.largest(ThinkingFigures.STAGE);
        return section(
                share,
                last,
                stage,
                Double.isFinite(share)
                        ? List.of(
                                "thinking: %.0f %% of the responses, %.0f %% in the last step, which was in stage %.0f"
                                        .formatted(100 * share, 100 * last, stage))
                        : List.of());
    }

    private static ReportSection section(double share, double last, double stage, List<String> lines) {
        return new ReportSection("thinking", OrderedMap.of("share", share, "last", last, "stage", stage), lines);
    }
}
