package io.millrace.metric;

/** The metric catalogue as a page for people. */
public final class MetricTable {
    private MetricTable() {}

    /** The page, in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("# Metrics\n\n");
        page.append("Generated from `io.millrace.metric.Metric`; renew it with\n");
        page.append("`./mvnw -pl src/core test -Dtest=MetricTableTest -Dmillrace.renew=true`.\n\n");
        page.append("| metric | unit | meaning | worry when it |\n|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            page.append(
                    "| `%s` | %s | %s | %s |\n".formatted(metric.key(), metric.unit(), metric.meaning(), metric.bad()));
        }
        return page.toString();
    }
}
