package io.millrace.verify.http;

import static io.millrace.verify.http.HttpKit.PROMPT;
import static io.millrace.verify.http.HttpKit.replies;
import static io.millrace.verify.http.HttpKit.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.model.Verdict.Kind;
import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Said;
import io.millrace.testkit.VerifierServer.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failed requests: retried or not, and finally ungraded, never incorrect. */
class HttpFailuresTest {
    private static final String ONCE = "retry: {most: 0}";

    private final FakeTime time = new FakeTime();

    private record Outcome(List<Verdict> verdicts, int requests) {
        String reason() {
            assertThat(verdicts).extracting(Verdict::kind).containsOnly(Kind.UNGRADED);
            return verdicts.get(0).reason();
        }
    }

    private Outcome outcome(Script script, String options) {
        try (VerifierServer server = VerifierServer.of(script);
                HttpVerifier verifier = verifier(server, options, time)) {
            return new Outcome(
                    verifier.verify(PROMPT, replies(2)), server.asked().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void temporaryFailuresAreRetried(int status) {
        Outcome outcome = outcome(asked -> asked.number() < 3 ? Said.status(status) : asked.all("correct"), "");
        assertThat(outcome.requests()).isEqualTo(3);
        assertThat(outcome.verdicts()).containsExactly(Verdict.CORRECT, Verdict.CORRECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
    void permanentFailuresAreNotRetried(int status) {
        Outcome outcome = outcome(asked -> Said.status(status), "");
        assertThat(outcome.requests()).isEqualTo(1);
        assertThat(outcome.reason())
                .isEqualTo("verifier judge: status must be 2xx, was %d: no verdicts".formatted(status));
    }

    @Test
    void afterTheLastRetryAReplyIsUngraded() {
        Outcome outcome = outcome(asked -> Said.status(500), "retry: {most: 2}");
        assertThat(outcome.requests()).isEqualTo(3);
        assertThat(outcome.reason())
                .isEqualTo("verifier judge: status must be 2xx, was 500: no verdicts (retried 2 times)");
    }

    @Test
    void pausesDoubleWithJitter() {
        outcome(asked -> Said.status(500), "retry: {most: 4, first: 1 s, longest: 4 s}, circuit: {failures: 9}");
        assertThat(time.waits()).hasSize(4);
        long[] full = {1000, 2000, 4000, 4000};
        for (int i = 0; i < full.length; i++) {
            assertThat(time.waits().get(i)).isBetween(Duration.ofMillis(full[i] / 2), Duration.ofMillis(full[i]));
        }
        assertThat(time.waits().get(2)).isNotEqualTo(time.waits().get(3));
    }

    @ParameterizedTest
    @CsvSource({"429,7,7000", "503,7,7000", "503,100,20000"})
    void retryAfterIsHonouredUpToTheMaximumPause(int status, String seconds, long millis) {
        outcome(
                asked -> asked.number() == 1
                        ? new Said(status, "", Map.of("Retry-After", seconds))
                        : asked.all("correct"),
                "retry: {first: 1 ms, longest: 20 s}");
        assertThat(time.waits()).containsExactly(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-5", "soon", "99999999999999999999"})
    void anInvalidRetryAfterIsIgnored(String pause) {
        outcome(
                asked -> asked.number() == 1 ? new Said(503, "", Map.of("Retry-After", pause)) : asked.all("correct"),
                "retry: {first: 1 ms, longest: 20 s}");
        assertThat(time.waited()).isBetween(Duration.ofNanos(500_000), Duration.ofMillis(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html> | answer must be JSON, began with '<html>'",
                "`` | answer must have a list of verdicts, was ''",
                "[] | answer must have a list of verdicts, was '[]'",
                "{\"verdicts\": 1} | answer must have a list of verdicts, was '{\"verdicts\": 1}'",
                "{\"verdicts\": [{\"score\": 1}]} | answer must have a verdict for each of 2 replies, had 1",
                "{\"verdicts\": [1, 2, 3]} | answer must have a verdict for each of 2 replies, had 3"
            })
    void aMalformedAnswerIsNotRetried(String body, String reason) {
        Outcome outcome = outcome(asked -> Said.body(body), "");
        assertThat(outcome.requests()).isEqualTo(1);
        assertThat(outcome.reason()).isEqualTo("verifier judge: " + reason);
    }

    @Test
    void anEndlessAnswerIsAborted() {
        Outcome outcome = outcome(asked -> Said.body("[" + " ".repeat(5 << 20) + "]"), "");
        assertThat(outcome.reason()).isEqualTo("verifier judge: answer must have at most 4194304 bytes, had more");
    }

    @Test
    void aRequestWithoutAnAnswerFailsAfterTheTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        Outcome outcome = outcome(
                asked -> {
                    never.await();
                    return Said.status(500);
                },
                "timeout: 100 ms, " + ONCE);
        assertThat(outcome.reason()).isEqualTo("verifier judge: did not answer within 100 ms");
    }

    @Test
    void aDroppedConnectionIsRetried() {
        Outcome outcome = outcome(
                asked -> {
                    if (asked.number() == 1) {
                        throw new IllegalStateException("test");
                    }
                    return asked.all("wrong");
                },
                "");
        assertThat(outcome.requests()).isEqualTo(2);
        assertThat(outcome.verdicts()).containsExactly(Verdict.INCORRECT, Verdict.INCORRECT);
    }

    @Test
    void aRefusedConnectionIsReported() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (HttpVerifier verifier =
                new HttpVerifier("judge", HttpKit.config("http://127.0.0.1:" + free + "/", ONCE), name -> null, time)) {
            assertThat(verifier.verify(PROMPT, replies(1)).get(0).reason())
                    .startsWith("verifier judge: could not be reached: ")
                    .contains("ConnectException");
        }
    }
}
