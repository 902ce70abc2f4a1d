package io.millrace.metric;

import java.util.Arrays;
import java.util.List;

/** The metric catalogue as a page of documentation. */
public final class MetricTable {
    private MetricTable() {}

    /**
     * The page, in Markdown.
     *
     * @param methods that declare figures, in order
     */
    public static String markdown(List<Own> methods) {
        StringBuilder page = new StringBuilder("# Metrics\n\n");
        page.append(
                "Generated from `io.millrace.metric.Metric`, `StepFigure` and the figures of the methods; renew it with\n");
        page.append("`./mvnw -pl src/core test -Dtest=MetricTableTest -Dmillrace.renew=true`.\n\n");
        gauges(Arrays.asList(Metric.values()), page);
        for (Own method : methods) {
            page.append("\n## Of `method.%s`\n\n".formatted(method.name()));
            gauges(method.figures(), page);
        }
        page.append("\n## Figures of optimizer steps only\n\n");
        page.append("In the channel `steps/`, in addition to the metrics above; see [channels.md](channels.md).\n\n");
        page.append("| figure | unit | meaning |\n|---|---|---|\n");
        Arrays.stream(StepFigure.values())
                .forEach(one -> page.append("| `%s` | %s | %s |\n".formatted(one.key(), one.unit(), one.meaning())));
        return page.toString();
    }

    /**
     * Figures declared by a method.
     *
     * @param name the name of the method
     * @param figures its figures
     */
    public record Own(String name, List<? extends Figure> figures) {
        public Own {
            figures = List.copyOf(figures);
        }
    }

    private static void gauges(List<? extends Figure> figures, StringBuilder page) {
        page.append("| metric | unit | meaning | worry when it |\n|---|---|---|---|\n");
        for (Figure figure : figures) {
            page.append(
                    "| `%s` | %s | %s | %s |\n".formatted(figure.key(), figure.unit(), figure.meaning(), figure.bad()));
        }
    }
}
