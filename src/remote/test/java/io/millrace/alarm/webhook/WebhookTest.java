package io.millrace.alarm.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.codec.AlarmJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Alarm ALARM =
            new Alarm("reward-drift", "<!channel>", AlarmState.FIRING, 10, 20, 0.5, 0.25, "index 0.5, above 0.25");

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secret-path", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/secret-path");
            exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.pop(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI target() {
        return URI.create(
                "http://127.0.0.1:%d/secret-path".formatted(server.getAddress().getPort()));
    }

    private void send(Webhook.Format format) throws IOException {
        Webhook options = new Webhook("", "HOOK", format, Duration.ofSeconds(60), 3);
        new Posts(options, target(), "r1", Duration.ofMillis(1)).send(ALARM);
    }

    @Test
    void anAlarmIsPostedAsItsRecord() throws IOException {
        send(Webhook.Format.JSON);

        assertThat(bodies).containsExactly(AlarmJson.write(ALARM, "r1"));
    }

    @Test
    void anAlarmForSlackMentionsNobody() throws IOException {
        send(Webhook.Format.SLACK);

        assertThat(bodies)
                .containsExactly(
                        "{\"text\":\":rotating_light: run r1: alarm reward-drift (&lt;!channel&gt;) FIRING: index 0.5, above 0.25\"}");
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException {
        statuses.addAll(List.of(503, 429));
        send(Webhook.Format.JSON);

        assertThat(bodies).hasSize(3);
    }

    @Test
    void afterItsTriesAnAlarmIsGivenUpWithoutNamingTheUrl() {
        statuses.addAll(List.of(500, 500, 500));

        assertThatThrownBy(() -> send(Webhook.Format.JSON)).hasMessage("webhook: status must be 2xx, was 500");
        assertThat(bodies).hasSize(3);
    }

    @Test
    void aRefusalAndARedirectAreNotRepeated() {
        for (int status : new int[] {404, 302}) {
            bodies.clear();
            statuses.add(status);
            assertThatThrownBy(() -> send(Webhook.Format.JSON))
                    .hasMessage("webhook: status must be 2xx, was " + status);
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void aServerThatIsAwayIsNotNamed() {
        server.stop(0);

        assertThatThrownBy(() -> send(Webhook.Format.JSON)).hasMessage("webhook: the server could not be reached");
    }

    @Test
    void theUrlComesFromTheOptionOrFromTheEnvironment() {
        assertThat(new Webhook("http://h/a", "", Webhook.Format.JSON, Duration.ofSeconds(1), 1).target(name -> null))
                .isEqualTo("http://h/a");
        Webhook secret = new Webhook("", "HOOK", Webhook.Format.JSON, Duration.ofSeconds(1), 1);
        assertThat(secret.target(name -> "https://" + name)).isEqualTo("https://HOOK");
        assertThatThrownBy(() -> secret.target(name -> "ftp://x"))
                .hasMessage(
                        "webhook: urlEnv must name an environment variable that holds an http or https URL, was HOOK, which holds none");
        assertThatThrownBy(() -> secret.target(name -> null)).hasMessageEndingWith("was HOOK, which is not set");
    }

    @Test
    void invalidOptionsAreRejected() {
        assertThatThrownBy(() -> new Webhook("", "", Webhook.Format.JSON, Duration.ofSeconds(1), 1))
                .hasMessageContaining("url must be given, or else urlEnv, and not both; both are empty");
        assertThatThrownBy(() -> new Webhook("file:///x", "", Webhook.Format.JSON, Duration.ZERO, 11))
                .hasMessageContaining("must be an http or https URL, was 'file:///x'")
                .hasMessageContaining("timeout must be >= 1 s, was 0 ms")
                .hasMessageContaining("tries must be in 1..10, was 11");
    }
}
