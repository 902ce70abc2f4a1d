package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.jobs.console.RunException;
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
}
