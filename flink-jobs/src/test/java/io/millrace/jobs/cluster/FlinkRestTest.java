package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.live.JobMetrics;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.metric.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against answers as Flink 2.3 gives them. */
class FlinkRestTest {
    private final Map<String, Deque<String>> answers = new LinkedHashMap<>();
    private HttpServer server;
    private FlinkRest rest;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            Deque<String> left = answers.getOrDefault(request, new ArrayDeque<>());
            byte[] body = (left.isEmpty() ? "{\"errors\":[\"none\"]}" : left.size() > 1 ? left.pop() : left.peek())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(left.isEmpty() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        rest = new FlinkRest(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String request, String... bodies) {
        answers.put(request, new ArrayDeque<>(List.of(bodies)));
    }

    @Test
    void resourcesAndJobsAreRead() throws Exception {
        answer("GET /overview", "{\"taskmanagers\":2,\"slots-total\":4,\"slots-available\":1,\"jobs-running\":1}");
        answer(
                "GET /jobs/overview",
                "{\"jobs\":[{\"jid\":\"ab\",\"name\":\"digits\",\"state\":\"RUNNING\",\"duration\":9,\"tasks\":{}},"
                        + "{\"jid\":\"cd\",\"name\":\"old\",\"state\":\"FAILED\",\"duration\":7}]}");

        assertThat(rest.resources()).contains(new FlinkRest.Resources(2, 4, 1));
        assertThat(rest.jobs()).extracting(FlinkRest.Job::ended).containsExactly(false, true);
    }

    @Test
    void aClusterThatDoesNotAnswerHasNoResources() throws Exception {
        server.stop(0);

        assertThat(rest.resources()).isEmpty();
        assertThatThrownBy(() -> rest.jobs()).isInstanceOf(IOException.class);
    }

    @Test
    void stoppingWaitsForTheSavepoint() throws Exception {
        answer("POST /jobs/ab/stop", "{\"request-id\":\"t1\"}");
        answer(
                "GET /jobs/ab/savepoints/t1",
                "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}",
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/savepoint-ab\"}}");

        assertThat(rest.stop("ab", "file:///s")).isEqualTo("file:/s/savepoint-ab");
    }

    @Test
    void aSavepointThatFailsIsReportedWithItsCause() {
        answer("POST /jobs/ab/stop", "{\"request-id\":\"t1\"}");
        answer(
                "GET /jobs/ab/savepoints/t1",
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"class\":\"X\",\"stack-trace\":"
                        + "\"java.util.concurrent.CompletionException: x\\n\\tat a.b\\nCaused by: java.io.IOException: disk full\\n\\tat c.d\\n\"}}}");

        assertThatThrownBy(() -> rest.stop("ab", "file:///s"))
                .isInstanceOf(RunException.class)
                .hasMessage("job ab: its savepoint in file:///s could not be written, the job keeps running: "
                        + "Caused by: java.io.IOException: disk full");
    }

    @Test
    void anUnknownJobIsReportedWithTheAnswer() {
        assertThatThrownBy(() -> rest.stop("zz", "file:///s"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/jobs/zz/stop: answered 404: {\"errors\":[\"none\"]}");
    }

    @Test
    void theMetricsOfAJobAreSummedOverItsTasks() throws Exception {
        answer(
                "GET /jobs/ab",
                "{\"vertices\":[{\"id\":\"v1\",\"name\":\"sample\"},{\"id\":\"v2\",\"name\":\"grade\"}]}");
        String tasks = "GET /jobs/ab/vertices/%s/subtasks/metrics%s";
        answer(
                tasks.formatted("v1", ""),
                "[{\"id\":\"busyTimeMsPerSecond\"},{\"id\":\"sample_a.responses_sampled\"},{\"id\":\"numBytesIn\"}]");
        answer(
                tasks.formatted("v1", "?get=busyTimeMsPerSecond,sample_a.responses_sampled&agg=max,sum"),
                "[{\"id\":\"busyTimeMsPerSecond\",\"max\":250.0,\"sum\":300.0},"
                        + "{\"id\":\"sample_a.responses_sampled\",\"max\":7.0,\"sum\":12.0}]");
        answer(
                tasks.formatted("v2", ""),
                "[{\"id\":\"grade.verifier_circuits_open\"},{\"id\":\"grade.entropy\"},{\"id\":\"backPressuredTimeMsPerSecond\"}]");
        answer(
                tasks.formatted(
                        "v2",
                        "?get=grade.verifier_circuits_open,grade.entropy,backPressuredTimeMsPerSecond&agg=max,sum"),
                "[{\"id\":\"grade.verifier_circuits_open\",\"max\":1.0,\"sum\":2.0},"
                        + "{\"id\":\"grade.entropy\",\"max\":\"NaN\",\"sum\":\"NaN\"},"
                        + "{\"id\":\"backPressuredTimeMsPerSecond\",\"max\":500.0,\"sum\":500.0}]");
        answer(
                "GET /jobs/ab/checkpoints",
                "{\"counts\":{\"completed\":5,\"failed\":2,\"restored\":0},"
                        + "\"latest\":{\"completed\":{\"id\":5,\"end_to_end_duration\":120,\"checkpointed_size\":4096},\"failed\":null}}");
        answer("GET /jobs/ab/metrics?get=numRestarts", "[{\"id\":\"numRestarts\",\"value\":\"3\"}]");

        JobMetrics metrics = ClusterMetrics.of(rest, "ab");

        assertThat(metrics.values())
                .containsExactly(entry(Metric.RESPONSES_SAMPLED, 12.0), entry(Metric.VERIFIER_CIRCUITS_OPEN, 1.0));
        assertThat(metrics.loads())
                .containsExactly(
                        entry("grade", new LiveMetrics.Load(0, 0.5)), entry("sample", new LiveMetrics.Load(0.25, 0)));
        assertThat(metrics.completedCheckpoints()).isEqualTo(5);
        assertThat(metrics.failedCheckpoints()).isEqualTo(2);
        assertThat(metrics.lastCheckpointMillis()).isEqualTo(120);
        assertThat(metrics.lastCheckpointBytes()).isEqualTo(4096);
        assertThat(metrics.restarts()).isEqualTo(3);
    }

    @Test
    void aJobWithoutACheckpointHasMetrics() throws Exception {
        answer("GET /jobs/ab", "{\"vertices\":[]}");
        answer(
                "GET /jobs/ab/checkpoints",
                "{\"counts\":{\"completed\":0,\"failed\":0},\"latest\":{\"completed\":null}}");
        answer("GET /jobs/ab/metrics?get=numRestarts", "[]");

        assertThat(ClusterMetrics.of(rest, "ab").lastCheckpointBytes()).isZero();
    }
}
