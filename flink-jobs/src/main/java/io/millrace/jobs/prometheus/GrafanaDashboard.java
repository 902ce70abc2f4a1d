package io.millrace.jobs.prometheus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.jobs.prometheus.Panels.Panel;
import io.millrace.json.JsonMappers;
import io.millrace.metric.Metric;
import java.util.List;

/** The dashboard of Grafana, {@code deploy/grafana/millrace.json}. */
final class GrafanaDashboard {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;

    private GrafanaDashboard() {}

    /** The dashboard as JSON. */
    static String json() {
        ObjectNode dashboard = JsonMappers.plain().createObjectNode();
        dashboard
                .put("uid", "millrace")
                .put("title", "Millrace")
                .put("schemaVersion", 39)
                .put("refresh", "10s")
                .put("editable", true);
        dashboard.putObject("time").put("from", "now-1h").put("to", "now");
        ObjectNode source = dashboard.putObject("templating").putArray("list").addObject();
        source.put("name", "source")
                .put("label", "Prometheus")
                .put("type", "datasource")
                .put("query", "prometheus");
        ArrayNode panels = dashboard.putArray("panels");
        List<Panel> all = Panels.all();
        for (int i = 0; i < all.size(); i++) {
            panel(i, all.get(i), panels.addObject());
        }
        return dashboard.toPrettyString() + "\n";
    }

    private static void panel(int number, Panel panel, ObjectNode json) {
        json.put("id", number + 1).put("type", "timeseries").put("title", panel.title());
        StringBuilder description = new StringBuilder();
        for (Metric metric : panel.metrics()) {
            description.append("%s: %s. A problem if: %s.\n".formatted(metric.key(), metric.meaning(), metric.bad()));
        }
        json.put("description", description.toString());
        json.putObject("datasource").put("type", "prometheus").put("uid", "${source}");
        json.putObject("gridPos")
                .put("x", number % COLUMNS * WIDTH)
                .put("y", number / COLUMNS * HEIGHT)
                .put("w", WIDTH)
                .put("h", HEIGHT);
        ArrayNode targets = json.putArray("targets");
        for (Metric metric : panel.metrics()) {
            targets.addObject()
                    .put("refId", String.valueOf((char) ('A' + targets.size())))
                    .put("expr", Panels.query(metric))
                    .put("legendFormat", metric.key() + " {{run}}{{job_name}}");
        }
    }
}
