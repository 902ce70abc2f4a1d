package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.agent.AgentConfig;
import io.millrace.agent.AgentEngine;
import io.millrace.agent.Environments;
import io.millrace.agent.ToolConfig;
import io.millrace.agent.format.Symbols;
import io.millrace.agent.tool.Calculator;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.CharTokens;
import io.millrace.testkit.Samples;
import io.millrace.torch.EagerLlama;
import io.millrace.torch.TeacherForcing;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses of several turns from a random policy, which makes malformed calls most of the time. */
class AgentFidelityTest {
    private static final CharTokens TOKENS = new CharTokens("0123456789?=!+-*/()^");
    private static final AgentConfig CONFIG = new AgentConfig(
            List.of(new ToolConfig(new Calculator(100), "")),
            List.of(),
            new Symbols("?", "=", "!"),
            6,
            6,
            100,
            Duration.ofMinutes(5),
            8);

    @TempDir
    Path folder;

    private static SamplingRequest request(String text) {
        Prompt prompt = Samples.digits(text);
        return new SamplingRequest(
                        prompt.queryId(),
                        0,
                        PromptKind.PLAIN,
                        TOKENS.prompt(prompt.messages()),
                        16,
                        new Sampling(1, 1, 0, 40, TOKENS.stopIds(), 3))
                .answering(prompt);
    }

    private static List<List<Response>> sample(PolicyVersion version, Batching batching) throws Exception {
        try (AgentEngine engine = new AgentEngine(
                EngineKit.open(version, batching), TOKENS, Environments.open(CONFIG, System::nanoTime))) {
            List<CompletableFuture<List<Response>>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(engine.sample(request("1+" + i)));
            }
            List<List<Response>> groups = new ArrayList<>();
            for (CompletableFuture<List<Response>> group : asked) {
                groups.add(group.get(2, TimeUnit.MINUTES));
            }
            return groups;
        }
    }

    @Test
    void sampledTokensOfAllTurnsMatchTeacherForcingOverTheWholeSequence() throws Exception {
        PolicyVersion version = EngineKit.version(folder, TestModels.LLAMA, 1);
        List<List<Response>> groups = sample(version, new Batching.Continuous(6));
        int turns = 0;
        try (Weights weights = Weights.load(version.path());
                EagerLlama eager = new EagerLlama(weights)) {
            for (int i = 0; i < groups.size(); i++) {
                for (Response response : groups.get(i)) {
                    TeacherForcing.assertAgrees(response, request("1+" + i), eager);
                    turns += response.interaction().turns().size();
                }
            }
        }
        assertThat(turns).isGreaterThan(10);
    }

    @Test
    void groupsDecodedAloneAreBitwiseTheSame() throws Exception {
        PolicyVersion version = EngineKit.version(folder, TestModels.LLAMA, 1);
        List<List<Response>> once = sample(version, new Batching.Group());
        List<List<Response>> again = sample(version, new Batching.Group());

        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*millis")
                .isEqualTo(once);
    }
}
