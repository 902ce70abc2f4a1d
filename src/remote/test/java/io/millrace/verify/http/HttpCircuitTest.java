package io.millrace.verify.http;

import static io.millrace.verify.http.HttpKit.PROMPT;
import static io.millrace.verify.http.HttpKit.replies;
import static io.millrace.verify.http.HttpKit.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.model.Verdict.Kind;
import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Said;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outages: no requests are sent, and the stream waits for the server up to its patience. */
class HttpCircuitTest {
    private static final String AT_ONCE = "retry: {most: 0}, circuit: {failures: 3, pause: 30 s, patience: 0 s}";
    private static final String PATIENT =
            "retry: {most: 4, first: 1 ms}, circuit: {failures: 3, pause: 30 s, patience: 5 min}";

    private final FakeTime time = new FakeTime();
    private volatile boolean down = true;

    private VerifierServer server(int status) {
        return VerifierServer.of(asked -> down ? Said.status(status) : asked.all("correct"));
    }

    @Test
    void theCircuitOpensAfterConsecutiveFailures() {
        try (VerifierServer server = server(500);
                HttpVerifier verifier = verifier(server, AT_ONCE, time)) {
            for (int i = 0; i < 3; i++) {
                verifier.verify(PROMPT, replies(1));
            }
            time.pass(Duration.ofSeconds(10));
            List<Verdict> verdicts = verifier.verify(PROMPT, replies(2));

            assertThat(server.asked()).hasSize(3);
            assertThat(verdicts)
                    .hasSize(2)
                    .containsOnly(Verdict.ungraded(("verifier judge: circuit open after 3 failures in a row, the last:"
                                    + " status must be 2xx, was 500: no verdicts; next try in 20 s; circuit.patience is 0 ms: make sure that %s responds")
                            .formatted(server.url())));
            assertThat(verifier.traffic().circuitsOpen()).isEqualTo(1);
        }
    }

    @Test
    void aSuccessfulTrialRequestClosesTheCircuit() {
        try (VerifierServer server = server(500);
                HttpVerifier verifier = verifier(server, AT_ONCE, time)) {
            for (int i = 0; i < 3; i++) {
                verifier.verify(PROMPT, replies(1));
            }
            time.pass(Duration.ofSeconds(31));
            assertThat(verifier.verify(PROMPT, replies(1)).get(0).kind()).isEqualTo(Kind.UNGRADED);
            verifier.verify(PROMPT, replies(1));
            assertThat(server.asked()).as("one trial request").hasSize(4);

            down = false;
            time.pass(Duration.ofSeconds(31));
            assertThat(verifier.verify(PROMPT, replies(1))).containsExactly(Verdict.CORRECT);
            assertThat(verifier.verify(PROMPT, replies(1))).containsExactly(Verdict.CORRECT);
            assertThat(verifier.traffic().circuitsOpen()).isZero();
        }
    }

    @Test
    void aSuccessInBetweenResetsTheCount() {
        try (VerifierServer server =
                        VerifierServer.of(asked -> asked.number() % 3 == 0 ? asked.all("correct") : Said.status(500));
                HttpVerifier verifier = verifier(server, AT_ONCE, time)) {
            for (int i = 0; i < 12; i++) {
                verifier.verify(PROMPT, replies(1));
            }
            assertThat(server.asked()).hasSize(12);
        }
    }

    @Test
    void invalidRequestsDoNotOpenTheCircuit() {
        try (VerifierServer server = server(422);
                HttpVerifier verifier = verifier(server, AT_ONCE, time)) {
            for (int i = 0; i < 12; i++) {
                verifier.verify(PROMPT, replies(1));
            }
            assertThat(server.asked()).hasSize(12);
            assertThat(verifier.traffic().circuitsOpen()).isZero();
        }
    }

    @Test
    void anInvalidTokenOpensTheCircuit() {
        try (VerifierServer server = server(401);
                HttpVerifier verifier = verifier(server, AT_ONCE, time)) {
            for (int i = 0; i < 12; i++) {
                verifier.verify(PROMPT, replies(1));
            }
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void anOutageShorterThanThePatienceLosesNothing() {
        try (VerifierServer server = VerifierServer.of(asked ->
                        time.nanos() < Duration.ofMinutes(4).toNanos() ? Said.status(503) : asked.all("correct"));
                HttpVerifier verifier = verifier(server, PATIENT, time)) {
            assertThat(verifier.verify(PROMPT, replies(2))).containsExactly(Verdict.CORRECT, Verdict.CORRECT);
            assertThat(time.waited()).isBetween(Duration.ofMinutes(4), Duration.ofSeconds(271));
            assertThat(server.asked())
                    .as("three open the circuit, then one every 30 s")
                    .hasSizeBetween(10, 12);
        }
    }

    @Test
    void afterThePatienceTheGroupIsUngradedAndTheNextGroupWaitsAgain() {
        try (VerifierServer server = server(503);
                HttpVerifier verifier = verifier(server, PATIENT + ", batch: 1", time)) {
            assertThat(verifier.verify(PROMPT, replies(4)))
                    .extracting(Verdict::kind)
                    .containsOnly(Kind.UNGRADED);
            assertThat(time.waited())
                    .as("once for all batches of a prompt")
                    .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(301));
            verifier.verify(PROMPT, replies(4));
            assertThat(time.waited()).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(601));
        }
    }
}
