package io.millrace.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.DashboardConfig;
import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServerTest {
    private static final DashboardConfig ANY_PORT = new DashboardConfig(true, "127.0.0.1", 0, "");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path temp;

    /** Answers with what it was asked. */
    private static final class Echo implements Endpoint {
        @Override
        public String path() {
            return "/api/echo";
        }

        @Override
        public void answer(Request request) throws IOException {
            request.send(PageJson.object()
                    .put("below", String.join("/", request.below()))
                    .put("n", request.number("n", 7, 0, 99)));
        }
    }

    private static DashboardServer open(DashboardConfig config) {
        return DashboardServer.start(config, List.of(new Echo()));
    }

    private static URI uri(DashboardServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> get(DashboardServer server, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request as it is, since clients set some headers themselves; returns the first line of the answer. */
    private static String raw(DashboardServer server, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        }
    }

    @Test
    void servesThePageAndItsInterface() throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            assertThat(get(server, "/").body()).contains("<title>Millrace</title>");
            assertThat(get(server, "/app.js").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
            assertThat(get(server, "/api/echo/a/b?n=3").body()).isEqualTo("{\"below\":\"a/b\",\"n\":3}");
        }
    }

    @Test
    void everyAnswerForbidsScriptsAndContentOfOthers() throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            for (String path : List.of("/", "/api/echo", "/nothing")) {
                var headers = get(server, path).headers();
                assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
                assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
                assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            }
        }
    }

    @Test
    void rejectsANameThatResolvesToThisMachine() throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            assertThat(raw(server, "GET /api/echo HTTP/1.1\nHost: evil.example:80\nConnection: close\n\n"))
                    .contains("403");
            assertThat(raw(server, "GET /api/echo HTTP/1.1\nHost: localhost:9\nConnection: close\n\n"))
                    .contains("200");
        }
    }

    @Test
    void rejectsRequestsOfOtherSites() throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            assertThat(get(server, "/api/echo", "Origin", "http://evil.example").statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
            assertThat(get(server, "/api/echo", "Origin", "http://127.0.0.1:" + server.port())
                            .statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void changesNothing(String method) throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            HttpRequest request = HttpRequest.newBuilder(uri(server, "/api/echo"))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_BAD_METHOD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/web/../DashboardServer.class",
                "/app.js/..%2fAssets.class",
                "/package-info.class"
            })
    void opensNoPathOfARequest(String path) throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            assertThat(raw(server, "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
                    .containsAnyOf("404", "400");
        }
    }

    @Test
    void explainsInvalidParameters() throws Exception {
        try (DashboardServer server = open(ANY_PORT)) {
            HttpResponse<String> answer = get(server, "/api/echo?n=1000");
            assertThat(answer.statusCode()).isEqualTo(HttpURLConnection.HTTP_BAD_REQUEST);
            assertThat(answer.body()).isEqualTo("{\"error\":\"n: must be a whole number in 0..99, was 1000\"}");
            assertThat(get(server, "/api/echo?n=" + "1".repeat(3000)).statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_BAD_REQUEST);
        }
    }

    @Test
    void takesTheNextPortIfItsOwnIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                DashboardServer server = open(new DashboardConfig(true, "127.0.0.1", other.getLocalPort(), ""))) {
            assertThat(server.port()).isGreaterThan(other.getLocalPort());
            assertThat(get(server, "/api/echo").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        }
    }

    @Test
    void requiresTheTokenAndPrintsItOnceInItsAddress() throws Exception {
        Path file = temp.resolve("secrets/token");
        try (DashboardServer server = open(new DashboardConfig(true, "127.0.0.1", 0, file.toString()))) {
            String token = Files.readString(file).strip();
            assertThat(token).hasSizeGreaterThanOrEqualTo(22);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(server.url()).endsWith("/#token=" + token);
            assertThat(get(server, "/api/echo").statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
            assertThat(get(server, "/api/echo", "Authorization", "Bearer " + token.replace(token.charAt(0), '~'))
                            .statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
            assertThat(get(server, "/api/echo", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_OK);
            assertThat(get(server, "/").body()).doesNotContain(token);
        }
    }

    @Test
    void exchangesTheTokenForACookieThatScriptsCannotRead() throws Exception {
        Path file = temp.resolve("token");
        Files.writeString(file, "0123456789abcdefghijklmnop\n");
        try (DashboardServer server = open(new DashboardConfig(true, "127.0.0.1", 0, file.toString()))) {
            HttpRequest.Builder login = HttpRequest.newBuilder(uri(server, "/login"));
            HttpResponse<String> wrong = CLIENT.send(
                    login.POST(HttpRequest.BodyPublishers.ofString("another")).build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> right = CLIENT.send(
                    login.POST(HttpRequest.BodyPublishers.ofString("0123456789abcdefghijklmnop"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(wrong.statusCode()).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
            String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
            assertThat(get(server, "/api/echo", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                            .statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_OK);
        }
    }

    @Test
    void refusesAShortToken() throws Exception {
        Path file = temp.resolve("token");
        Files.writeString(file, "short");
        assertThatThrownBy(() -> open(new DashboardConfig(true, "127.0.0.1", 0, file.toString())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("must contain at least 22 printable ASCII characters");
    }

    @Test
    void aPageThatReconnectsReceivesWhatItMissed() throws Exception {
        EventLog log = new EventLog("log", 4);
        for (int i = 0; i < 6; i++) {
            log.add("step", "{\"i\":" + i + "}");
        }
        try (DashboardServer server = DashboardServer.start(ANY_PORT, List.of(new EventStream(log)))) {
            assertThat(stream(server, "log-3"))
                    .contains("id: log-4", "id: log-5")
                    .doesNotContain("reset", "log-3");
            assertThat(stream(server, "log-0")).as("no longer kept").contains("event: reset");
            assertThat(stream(server, "other-5")).as("of an earlier server").contains("event: reset");
        }
    }

    /** The events that a page needs that last received the event {@code last}. */
    private static String stream(DashboardServer server, String last) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(server, "/api/events"))
                .header("Last-Event-ID", last)
                .build();
        try (InputStream events =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            StringBuilder text = new StringBuilder();
            while (!text.toString().contains("log-5\n") && !text.toString().contains("reset")) {
                text.append((char) events.read());
            }
            return text.toString();
        }
    }
}
