package io.millrace.jobs.prometheus;

import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.util.List;
import java.util.Map;

/**
 * The current metrics of the embedded job in the text format of Prometheus 0.0.4: {@code millrace_KEY} for each {@link Metric} that
 * a task reports, with the label {@code run}. Metrics of servers also have the labels {@code server} and {@code kind}. A counter is
 * summed over the subtasks; of a gauge, the largest value is shown.
 */
public final class PrometheusText {
    /** Prefix of all names. */
    public static final String PREFIX = "millrace_";

    /** Content type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final List<Map.Entry<String, String>> FLINKS = List.of(
            Map.entry("checkpoints_completed", "numberOfCompletedCheckpoints"),
            Map.entry("checkpoints_failed", "numberOfFailedCheckpoints"),
            Map.entry("restarts", "numRestarts"));

    private PrometheusText() {}

    /**
     * The text.
     *
     * @param run name of the run
     */
    public static String of(String run, LiveMetrics metrics) {
        StringBuilder text = new StringBuilder(1 << 14);
        String labels = "{run=\"%s\"}".formatted(escaped(run));
        Map<Metric, Double> values = metrics.values();
        for (Metric metric : Metric.values()) {
            Map<String, Double> labelled = metrics.labelled(metric);
            if (!labelled.isEmpty()) {
                appendLabelled(metric, run, labelled, text);
                continue;
            }
            Double value = values.get(metric);
            if (value != null) {
                append(PREFIX + metric.key(), help(metric), metric.kind() == Metric.Kind.COUNTER, labels, value, text);
            }
        }
        for (Map.Entry<String, String> one : FLINKS) {
            append(
                    PREFIX + one.getKey(),
                    one.getKey().replace('_', ' ') + " of the job",
                    true,
                    labels,
                    metrics.max(one.getValue()),
                    text);
        }
        return text.toString();
    }

    private static String help(Metric metric) {
        return metric.unit().isEmpty() ? metric.meaning() : "%s (%s)".formatted(metric.meaning(), metric.unit());
    }

    private static void appendLabelled(Metric metric, String run, Map<String, Double> values, StringBuilder text) {
        String name = PREFIX + metric.key();
        head(name, help(metric), metric.kind() == Metric.Kind.COUNTER, text);
        values.forEach(
                (labels, value) -> text.append("%s{run=\"%s\",%s} %s\n".formatted(name, escaped(run), labels, value)));
    }

    private static void append(
            String name, String help, boolean counter, String labels, double value, StringBuilder text) {
        head(name, help, counter, text);
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static void head(String name, String help, boolean counter, StringBuilder text) {
        text.append("# HELP %s %s\n".formatted(name, help.replace("\\", "\\\\").replace("\n", "\\n")));
        text.append("# TYPE %s %s\n".formatted(name, counter ? "counter" : "gauge"));
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
