package io.millrace.verify.http;

import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Asked;
import io.millrace.testkit.VerifierServer.Said;
import io.millrace.verify.VerifierContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HttpContractTest extends VerifierContract {
    private static final String CONFIG = "{name: v, type: http, url: '%s', retry: {most: 0}, circuit: {patience: 0 s}}";

    private @Nullable VerifierServer server;
    private @Nullable VerifierServer broken;

    @BeforeAll
    void start() {
        server = VerifierServer.of(HttpContractTest::compare);
        broken = VerifierServer.of(asked -> Said.status(500));
    }

    /** A response is correct if it equals the truth. */
    private static Said compare(Asked asked) {
        String truth = asked.body().at("/prompt/truths/0").asText();
        List<String> verdicts = new ArrayList<>();
        asked.body()
                .path("replies")
                .forEach(reply -> verdicts.add("{\"verdict\": \"%s\"}"
                        .formatted(reply.path("said").asText().equals(truth) ? "correct" : "wrong")));
        return Said.verdicts(verdicts);
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(broken).close();
    }

    @Override
    protected Stream<Case> cases() {
        return Stream.of(new Case(
                "http",
                CONFIG.formatted(url(server)),
                "Paris",
                "Paris",
                "Rome",
                CONFIG.formatted(url(broken)),
                "Paris"));
    }

    private static String url(@Nullable VerifierServer started) {
        return started == null ? "http://localhost" : started.url();
    }
}
