package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a run. */
@Timeout(1200)
class PrometheusIT {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern PAGE = Pattern.compile("dashboard: http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void findPrometheus() {
        assumeThat(PROMETHEUS).as("Debian's package prometheus").exists();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyQueryOfTheGrafanaDashboardReturnsData() throws IOException {
        int page = startRun();
        int api = startPrometheus(page);

        for (JsonNode panel : new ObjectMapper()
                .readTree(Files.readString(Repository.path("deploy/grafana/millrace.json")))
                .path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asText();
                await(query)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> hasData(api, query));
            }
        }
        assertThat(get(api, "/api/v1/rules")).contains("MillraceUngraded").doesNotContain("\"health\":\"err\"");
    }

    private int startRun() throws IOException {
        CommandProcess run = CommandProcess.start(
                temp,
                "run",
                Repository.path("deploy/conf/r3.yaml").toString(),
                "--out",
                temp.resolve("run").toString(),
                "--steps",
                "100000",
                "--set",
                "dashboard.port=0",
                "--set",
                "evaluation.every=0");
        processes.add(run.process());
        await("the address of the page").atMost(PATIENCE).until(() -> address(run)
                .find());
        Matcher address = address(run);
        assertThat(address.find()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    private static Matcher address(CommandProcess run) throws IOException {
        return PAGE.matcher(Files.readString(run.output()));
    }

    private int startPrometheus(int page) throws IOException {
        Path config = Files.writeString(
                temp.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: millrace
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(Repository.path("deploy/prometheus/rules.yml"), page));
        int port = freePort();
        processes.add(new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + temp.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("prometheus.log").toFile())
                .start());
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean hasData(int port, String query) throws IOException, InterruptedException {
        JsonNode answer = new ObjectMapper()
                .readTree(get(port, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
        return !answer.path("data").path("result").isEmpty();
    }

    private String get(int port, String path) throws IOException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (java.net.ConnectException e) {
            return "{}"; // It is starting.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
