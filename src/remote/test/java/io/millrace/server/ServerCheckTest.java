package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.serve.ServeConfig;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Fault;
import io.millrace.testkit.serve.Faults;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCheckTest {
    @TempDir
    Path folder;

    private FakeServer.Setup setup() {
        return FakeServer.Setup.logits(Weights.write(folder, 1));
    }

    /** The log-probabilities of {@link LogitEngine} with some weights. */
    private static Reference policy(long weights) {
        return (version, prompt, response) -> {
            float[] logProbs = new float[response.size()];
            int[] text = Arrays.copyOf(prompt.ids(), prompt.size() + response.size());
            for (int i = 0; i < logProbs.length; i++) {
                int end = prompt.size() + i;
                int id = response.ids()[i];
                logProbs[i] = (float) LogitEngine.logProbs(weights, Letters.VOCABULARY, Arrays.copyOf(text, end))[id];
                text[end] = id;
            }
            return logProbs;
        };
    }

    private ServerReport check(String url, Reference policy) throws Exception {
        try (ServerCheck check = new ServerCheck(
                ServerKind.servers(),
                ConfigReader.parse(
                        "policy: {engine: vllm, servers: {urls: [http://127.0.0.1:1]}}", java.util.List.of(), "test"),
                folder,
                new Letters(0),
                policy,
                System::nanoTime)) {
            return check.check(URI.create(url));
        }
    }

    private ServerReport check(String dialect, FakeServer.Setup setup, Fault... faults) throws Exception {
        try (FakeServer server = FakeServer.start(dialect, setup, faults)) {
            return check(server.url(), policy(1));
        }
    }

    private static Map<String, String> findings(ServerReport report) {
        return report.findings().stream()
                .collect(Collectors.toMap(ServerReport.Finding::subject, ServerReport.Finding::text));
    }

    @ParameterizedTest
    @CsvSource({
        "vllm, 'raw, at every temperature: log_softmax(z)', possible; its weights are labelled 'default'",
        "sglang, scaled by the temperature: log_softmax(z / T), possible; its weights are labelled 'default'",
        "llamacpp, 'raw, at every temperature: log_softmax(z)', 'none: such servers keep their weights, so nothing can be trained'"
    })
    void eachKindOfServerIsRecognised(String kind, String logProbs, String updates) throws Exception {
        ServerReport report = check(kind, setup());

        assertThat(report.findings()).as(report.toString()).isNotEmpty();
        assertThat(report.fits()).as(report.toString()).isTrue();
        assertThat(report.engine()).hasValue(kind);
        assertThat(findings(report))
                .containsEntry("log-probs", logProbs)
                .containsEntry("updates", updates)
                .containsEntry("seeds", "the same seed gave the same response twice")
                .containsEntry("tokenizer", "encodes '12 + 7 = 19' as the policy's does")
                .containsEntry("long prompts", "rejected")
                .containsEntry("fits", "yes");
        assertThat(findings(report).get("model")).contains("context of 1000 tokens");
        assertThat(findings(report).get("speed")).contains("tokens/s for 16 at a time");
    }

    @Test
    void theWeightsAreComparedWithThoseOfThePolicy() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            assertThat(findings(check(server.url(), policy(1))).get("weights")).startsWith("those of " + folder);
            assertThat(findings(check(server.url(), policy(2))).get("weights")).startsWith("not those of " + folder);
        }
    }

    @Test
    void aServerThatKeepsOtherWeightsDoesNotFit() throws Exception {
        try (FakeServer server = FakeServer.start("llamacpp", setup())) {
            assertThat(check(server.url(), policy(1)).fits()).isTrue();
            ServerReport report = check(server.url(), policy(2));
            assertThat(report.fits()).isFalse();
            assertThat(findings(report)).containsEntry("fits", "no: it has other weights, and keeps them");
        }
    }

    @Test
    void aPolicyThatCannotBeScoredIsReported() throws Exception {
        try (FakeServer server = FakeServer.start("vllm", setup())) {
            ServerReport report = check(server.url(), (PolicyVersion version, TokenIds prompt, TokenIds response) -> {
                throw new PolicyException("no weights");
            });
            assertThat(report.fits()).isTrue();
            assertThat(findings(report).get("weights"))
                    .startsWith("not compared")
                    .endsWith("no weights");
        }
    }

    @Test
    void aServerWithAnotherTokenizerDoesNotFit() throws Exception {
        ServerReport report = check("vllm", setup().with(new Letters(1)));

        assertThat(report.fits()).isFalse();
        assertThat(report.engine()).hasValue("vllm");
        assertThat(findings(report).get("fits")).startsWith("no: tokenizer must be that of policy.path");
    }

    @Test
    void aServerWithoutTokenIdsDoesNotFit() throws Exception {
        ServerReport report = check("sglang", setup(), Faults.textOnly().on(Faults.SAMPLING));

        assertThat(report.fits()).isFalse();
        assertThat(report.engine()).hasValue("sglang");
        assertThat(findings(report).get("fits")).startsWith("no: sglang /generate");
    }

    @Test
    void aServerWithoutUpdatesNamesTheOptionThatAllowsThem() throws Exception {
        FakeServer.Setup setup = setup().with(new ServeConfig("127.0.0.1", 0, "", ServeConfig.Limits.DEFAULT, false));

        assertThat(findings(check("vllm", setup)).get("updates"))
                .startsWith("none: start it with ")
                .contains("VLLM_SERVER_DEV_MODE=1");
    }

    @Test
    void aServerThatNeedsAKeyIsReported() throws Exception {
        FakeServer.Setup setup = setup().with(new ServeConfig(
                "127.0.0.1", 0, folder.resolve("token").toString(), ServeConfig.Limits.DEFAULT, true));
        ServerReport report = check("vllm", setup);

        assertThat(report.fits()).isFalse();
        assertThat(findings(report).get("fits")).contains("401");
    }

    @Test
    void whatIsNoInferenceServerIsReportedWithEachReason() throws Exception {
        ServerReport report = check("vllm", setup(), Faults.status(404, "{}").on(Faults.SAMPLING));

        assertThat(report.engine()).isEmpty();
        assertThat(findings(report)).containsKeys("llamacpp", "sglang", "vllm");
        assertThat(findings(report).get("fits")).isEqualTo("no: it answers the paths of none of these servers");
    }

    @Test
    void aDeadServerIsReported() throws Exception {
        FakeServer server = FakeServer.start("vllm", setup());
        server.close();

        assertThat(findings(check(server.url(), policy(1))).get("fits")).startsWith("no: could not be reached");
    }
}
