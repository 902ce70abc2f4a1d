package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.jobs.view.RunView;
import io.millrace.jobs.view.SliceQuery;
import io.millrace.jobs.view.Slices;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A run as one HTML file: the page with the data that its views ask for, without groups and queries, whose texts would make it
 * large. It needs no server, and its Content-Security-Policy allows its own script and styles only, by their digests.
 */
public final class HtmlReport {
    private static final int SLICES = 60;

    private HtmlReport() {}

    /** The file. */
    public static String of(RunView run) {
        String script = text("app.js").replace("</script", "<\\/script");
        String style = text("app.css");
        String icon = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(Assets.read("icon.svg"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s; style-src %s; img-src data:">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Millrace</title>
                <link rel="icon" href="%s">
                <style>%s</style>
                </head>
                <body>
                <div id="app"></div>
                <script type="application/json" id="report">%s</script>
                <script type="module">%s</script>
                </body>
                </html>
                """.formatted(digest(script), digest(style), icon, style, escaped(data(run)), script);
    }

    private static String text(String name) {
        return new String(Assets.read(name), StandardCharsets.UTF_8);
    }

    /** No text of a run can end the element that holds it. */
    private static String escaped(JsonNode data) {
        return data.toString().replace("<", "\\u003c");
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(sha));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The answers of the interface by path, as the page asks for them. */
    private static ObjectNode data(RunView run) {
        ObjectNode data = PageJson.object();
        String base = "/api/runs/" + run.id() + "/";
        ObjectNode runs = data.putObject("/api/runs");
        run.status().ifPresent(status -> runs.putArray("runs").add(PageJson.tree(status)));
        data.set("/api/figures", FiguresEndpoint.figures());
        data.set(base + "steps", RunsEndpoint.steps(run, List.of(), 0));
        data.set(base + "config", PageJson.object().put("text", run.config().text()));
        data.set(base + "methods", MethodResource.of(run));
        data.set(base + "alarms", RunsEndpoint.alarms(run));
        for (String by : List.of("step", "time")) {
            slices(run, "reward", by).values().forEach(value -> {
                String path = "slices?value=%s&by=%s&slices=%d"
                        .formatted(URLEncoder.encode(value, StandardCharsets.UTF_8), by, SLICES);
                data.set(base + path, PageJson.tree(slices(run, value, by)));
            });
        }
        return data;
    }

    private static Slices slices(RunView run, String value, String by) {
        return run.windows().slices(new SliceQuery(value, by.equals("step"), "", "", "", 0, Long.MAX_VALUE, SLICES));
    }
}
