package io.millrace.jobs.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.eval.ThinkingStatistics;
import io.millrace.jobs.compare.RunFigures.Point;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The figures of all runs as one self-contained HTML page with charts, including data and code. */
final class ComparisonPage {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.js";

    private ComparisonPage() {}

    /**
     * The page.
     *
     * @param rows runs of each variant, in order; the first is the starting policy
     * @param tables tables on the page, with their headers
     */
    static String render(ComparisonPlan plan, Map<String, List<RunFigures>> rows, List<List<List<String>>> tables)
            throws IOException {
        ObjectNode data = JSON.createObjectNode();
        data.put("config", plan.config());
        data.put("seeds", plan.seeds().size());
        data.put("samples", plan.samples());
        data.set("tables", JSON.valueToTree(tables));
        ArrayNode variants = data.putArray("variants");
        rows.forEach((name, runs) -> {
            ObjectNode variant = variants.addObject().put("name", name);
            ArrayNode each = variant.putArray("runs");
            runs.forEach(run -> run(each.addObject(), run));
        });
        return resource("compare.html")
                .replace("/*CHARTS*/", resource(CHARTS).replace("//# sourceMappingURL=chart.umd.js.map", ""))
                .replace("/*DATA*/", safe(data));
    }

    private static void run(ObjectNode node, RunFigures run) {
        ArrayNode strata = node.putArray("insights");
        for (ThinkingStatistics statistics : run.heldOut().statistics()) {
            ObjectNode one = strata.addObject().put("stratum", statistics.stratum());
            put(one, "accuracy", statistics.accuracy());
            put(one, "tokens", statistics.tokens());
            put(one, "thinks", statistics.thinks());
            put(one, "density", statistics.density());
        }
        ArrayNode curve = node.putArray("curve");
        for (Point point : run.training().curve()) {
            ObjectNode one = curve.addObject();
            put(one, "sampled", point.sampled());
            put(one, "accuracy", point.accuracy());
            put(one, "tokens", point.tokens());
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }

    /** Escapes text so that no data can end the enclosing script. */
    private static String safe(ObjectNode data) throws JsonProcessingException {
        return JSON.writeValueAsString(data).replace("<", "\\u003c");
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = ComparisonPage.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IOException("resource %s: is not on the class path".formatted(name));
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
