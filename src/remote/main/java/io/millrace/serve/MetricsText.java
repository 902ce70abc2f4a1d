package io.millrace.serve;

import java.util.Locale;

/** Metrics in the text format of Prometheus 0.0.4, with the label {@code model_name}. */
public final class MetricsText {
    /** Content type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private final String labels;

    /** @param model name of the model */
    public MetricsText(String model) {
        labels = "{model_name=\"%s\"}"
                .formatted(model.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }

    /** Adds a value that goes up and down. */
    public MetricsText gauge(String name, String help, long value) {
        return add(name, help, "gauge", value);
    }

    /** Adds a value that only goes up. */
    public MetricsText counter(String name, String help, long value) {
        return add(name, help, "counter", value);
    }

    private MetricsText add(String name, String help, String type, long value) {
        text.append(String.format(
                Locale.ROOT, "# HELP %s %s\n# TYPE %s %s\n%s%s %d\n", name, help, name, type, name, labels, value));
        return this;
    }

    /** The answer with the metrics added. */
    public Reply reply() {
        return Reply.text(CONTENT_TYPE, text.toString());
    }
}
