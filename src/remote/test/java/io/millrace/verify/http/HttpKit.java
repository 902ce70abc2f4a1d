package io.millrace.verify.http;

import io.millrace.config.ConfigReader;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.testkit.VerifierServer;
import io.millrace.verify.ResponseText;
import java.util.List;
import java.util.stream.IntStream;

/** Shared code of the tests of the remote verifier. */
final class HttpKit {
    static final Prompt PROMPT =
            new Prompt("q1", List.of(ChatMessage.user("1+1?")), List.of("2", "two"), "sums", "judge", PromptKind.PLAIN);

    private HttpKit() {}

    /** A configuration as a user writes it. */
    static HttpConfig config(String url, String options) {
        return (HttpConfig) ConfigReader.parse(
                        "task: {verifiers: [{name: judge, type: http, url: '%s'%s}]}"
                                .formatted(url, options.isEmpty() ? "" : ", " + options),
                        List.of(),
                        "test")
                .task()
                .verifiers()
                .get(0)
                .type();
    }

    static HttpVerifier verifier(VerifierServer server, String options, Time time) {
        return new HttpVerifier("judge", config(server.url(), options), name -> null, time);
    }

    static List<ResponseText> replies(int count) {
        return IntStream.range(0, count).mapToObj(i -> ResponseText.of("r" + i)).toList();
    }
}
