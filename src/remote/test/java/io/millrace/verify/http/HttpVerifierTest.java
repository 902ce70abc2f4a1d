package io.millrace.verify.http;

import static io.millrace.verify.http.HttpKit.PROMPT;
import static io.millrace.verify.http.HttpKit.replies;
import static io.millrace.verify.http.HttpKit.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Verdict;
import io.millrace.model.Verdict.Kind;
import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Asked;
import io.millrace.testkit.VerifierServer.Said;
import io.millrace.testkit.VerifierServer.Script;
import io.millrace.verify.ResponseText;
import io.millrace.verify.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests and valid responses; {@link HttpFailuresTest} covers invalid ones. */
class HttpVerifierTest {
    private static final Verdict CLOSED = Verdict.ungraded("verifier judge: was closed before it answered");

    private final FakeTime time = new FakeTime();

    private List<Verdict> verdicts(Script script, String options, List<ResponseText> replies) {
        try (VerifierServer server = VerifierServer.of(script);
                HttpVerifier verifier = verifier(server, options, time)) {
            return verifier.verify(PROMPT, replies);
        }
    }

    @Test
    void verdictsAreAssignedInOrder() {
        assertThat(verdicts(
                        asked -> Said.verdicts(List.of(
                                "{\"verdict\": \"correct\", \"reason\": \"same number\"}",
                                "{\"verdict\": \"wrong\"}",
                                "{\"verdict\": \"ungraded\", \"reason\": \"compiler gone\"}")),
                        "",
                        replies(3)))
                .containsExactly(
                        new Verdict(Kind.CORRECT, "same number"),
                        Verdict.INCORRECT,
                        Verdict.ungraded("verifier judge: says ungraded: compiler gone"));
    }

    @Test
    void aScoreAtOrAboveTheThresholdIsCorrect() {
        assertThat(verdicts(
                        asked -> Said.verdicts(List.of(
                                "{\"score\": 0.7999}", "{\"score\": 0.8, \"reason\": \"a\"}", "{\"score\": 1}")),
                        "threshold: 0.8",
                        replies(3)))
                .containsExactly(Verdict.INCORRECT, new Verdict(Kind.CORRECT, "a"), Verdict.CORRECT);
    }

    @Test
    void anInvalidVerdictLeavesOnlyItsReplyUngraded() {
        List<String> bad = List.of("{\"score\": NaN}", "{\"score\": \"1\"}", "{\"verdict\": \"true\"}", "{}", "7");
        List<Verdict> verdicts = verdicts(
                asked -> Said.verdicts(IntStream.range(0, 6)
                        .mapToObj(i -> i < 5 ? bad.get(i) : "{\"score\": 0.9}")
                        .toList()),
                "",
                replies(6));
        assertThat(verdicts)
                .extracting(Verdict::reason)
                .containsExactly(
                        "verifier judge: a score must be a finite number, was NaN",
                        "verifier judge: a score must be a finite number, was \"1\"",
                        "verifier judge: a verdict must be correct, wrong or ungraded, was 'true'",
                        "verifier judge: an entry of verdicts must have either a verdict or a score, was {}",
                        "verifier judge: an entry of verdicts must have either a verdict or a score, was 7",
                        "");
        assertThat(verdicts.subList(0, 5)).extracting(Verdict::kind).containsOnly(Kind.UNGRADED);
        assertThat(verdicts.get(5).correct()).isTrue();
    }

    @Test
    void theRequestContainsThePromptAndEachReply() {
        try (VerifierServer server = VerifierServer.of(asked -> asked.all("correct"));
                HttpVerifier verifier = verifier(server, "", time)) {
            verifier.verify(PROMPT, new ResponseText("<think>1</think>2", "2", false));

            assertThat(server.asked().get(0).body())
                    .hasToString("{\"verifier\":\"judge\",\"prompt\":{\"id\":\"q1\",\"messages\":[{\"role\":\"user\","
                            + "\"content\":\"1+1?\"}],\"truths\":[\"2\",\"two\"],\"source\":\"sums\"},\"replies\":"
                            + "[{\"text\":\"<think>1</think>2\",\"said\":\"2\",\"stopped\":false}]}");
        }
    }

    @Test
    void repliesAreSentInBatchesAndTheirVerdictsAreJoined() {
        try (VerifierServer server = VerifierServer.of(asked -> asked.all(asked.number() == 2 ? "wrong" : "correct"));
                HttpVerifier verifier = verifier(server, "batch: 3", time)) {
            List<Verdict> verdicts = verifier.verify(PROMPT, replies(7));

            assertThat(server.asked()).extracting(Asked::replies).containsExactly(3, 3, 1);
            assertThat(verdicts)
                    .extracting(Verdict::correct)
                    .containsExactly(true, true, true, false, false, false, true);
        }
    }

    @Test
    void headersAndTheTokenFromTheEnvironmentAreSent() {
        try (VerifierServer server = VerifierServer.of(asked -> asked.all("correct"));
                HttpVerifier verifier = verifier(server, "headers: ['X-Team: rl: 1']", time);
                HttpVerifier secret = new HttpVerifier(
                        "judge", HttpKit.config(server.url(), "tokenEnv: PATH"), name -> "token-of-" + name, time)) {
            verifier.verify(PROMPT, replies(1));
            secret.verify(PROMPT, replies(1));

            assertThat(server.asked().get(0).headers())
                    .containsEntry("x-team", "rl: 1")
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKey("authorization");
            assertThat(server.asked().get(1).headers()).containsEntry("authorization", "Bearer token-of-PATH");
        }
    }

    @Test
    void noMoreRequestsAreInFlightThanAllowed() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        try (VerifierServer server = VerifierServer.of(asked -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    both.countDown();
                    both.await();
                    now.decrementAndGet();
                    return asked.all("correct");
                });
                HttpVerifier verifier = verifier(server, "requests: 2", time)) {
            List<CompletableFuture<Verdict>> groups =
                    IntStream.range(0, 8).mapToObj(i -> judging(verifier)).toList();
            assertThat(groups)
                    .allSatisfy(group -> assertThat(group.join().correct()).isTrue());
            assertThat(most).hasValue(2);
        }
    }

    /** Verifies one reply on a separate thread. */
    private static CompletableFuture<Verdict> judging(HttpVerifier verifier) {
        return new CompletableFuture<Verdict>()
                .completeAsync(
                        () -> verifier.verify(PROMPT, replies(1)).get(0), command -> new Thread(command).start());
    }

    @Test
    void closingEndsWaitingRequests() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        try (VerifierServer server = VerifierServer.of(asked -> {
            there.countDown();
            new CountDownLatch(1).await();
            return asked.all("correct");
        })) {
            HttpVerifier verifier = verifier(server, "timeout: 1 h, requests: 1", Time.of(time::nanos));
            List<CompletableFuture<Verdict>> groups = List.of(judging(verifier), judging(verifier));
            there.await();
            verifier.close();
            assertThat(groups).allSatisfy(group -> assertThat(group.join()).isEqualTo(CLOSED));
        }
    }

    @Test
    void closingEndsThePauseBeforeARetryAndTheWaitForTheCircuit() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(4);
        try (VerifierServer server = VerifierServer.of(asked -> {
            there.countDown();
            return Said.status(500);
        })) {
            HttpVerifier pauses =
                    verifier(server, "retry: {first: 1 h, longest: 1 h}, circuit: {failures: 9}", Time.of(time::nanos));
            HttpVerifier waits = verifier(
                    server,
                    "retry: {first: 1 ms}, circuit: {failures: 3, pause: 1 h, patience: 9 min}",
                    Time.of(time::nanos));
            List<CompletableFuture<Verdict>> groups = List.of(judging(pauses), judging(waits));
            there.await();
            pauses.close();
            waits.close();
            assertThat(groups).allSatisfy(group -> assertThat(group.join()).isEqualTo(CLOSED));
        }
    }

    @Test
    void requestsAreCounted() {
        try (VerifierServer server =
                        VerifierServer.of(asked -> asked.number() == 1 ? Said.status(503) : asked.all("wrong"));
                HttpVerifier verifier = verifier(server, "batch: 1", time)) {
            verifier.verify(PROMPT, replies(2));
            assertThat(verifier.traffic())
                    .usingRecursiveComparison()
                    .ignoringFields("seconds")
                    .isEqualTo(new Traffic(3, 1, 1, 0, 0));
            assertThat(time.waited()).isLessThanOrEqualTo(Duration.ofMillis(500));
        }
    }
}
