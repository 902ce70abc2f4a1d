package io.millrace.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.method.rearl.EngineReflectionModel;
import io.millrace.method.rearl.ReaRl;
import io.millrace.method.rearl.ReflectionModel;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyVersion;
import io.millrace.testkit.Samples;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.torch.learn.SupervisedListener;
import io.millrace.torch.learn.SupervisedReport;
import io.millrace.torch.sample.Batching;
import io.millrace.torch.sample.DjlEngineConfig;
import io.millrace.torch.sample.DjlPolicyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainingTest {
    private static final String TINY = """
            data: {train: {task: %s, prompts: 40}}
            sampling: {maxTokens: 48}
            method: {r3: {reflection: {template: "{question}{response}"}}}
            pretrain:
              steps: 2
              batch: 4
              reflections: 0.5
              model: {layers: 1, hidden: 8, intermediate: 8, heads: 2, kvHeads: 2, contextTokens: 512}
            """;

    @TempDir
    Path folder;

    @Test
    void aTaskOfCharactersGetsACharacterTokenizer() throws IOException {
        Path out = trained("digits", "digits");
        assertThat(out.resolve("tokenizer.json")).doesNotExist();
        assertThat(Tokenizers.load(out).encode("12,").size()).isEqualTo(3);
    }

    @Test
    void aTaskOfSymbolsGetsATokenizerWithOneTokenForEach() throws IOException {
        Tokenizer tokenizer = Tokenizers.load(trained("reason", "reason"));
        assertThat(tokenizer.encode("<think>\nC=3;D=C+4=7.\n\nwait ").size()).isEqualTo(11);
        assertThat(tokenizer.decode(tokenizer.encode("D=C max 7=9."))).isEqualTo("D=C max 7=9.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "reason"})
    void theSameConfigurationMakesTheSamePolicy(String task) throws IOException {
        assertThat(Files.readAllBytes(trained(task, "one").resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(trained(task, "two").resolve("model.safetensors")));
    }

    @Test
    void aFileOfPromptsAndResponsesIsLearned() throws IOException {
        String[] own = own("""
                {"prompt": "1+1=?", "response": "2"}
                {"messages": [{"role": "user", "content": "é?"}, {"role": "assistant", "content": "<think>é</think>"}]}
                {"prompt": "%s", "response": "too long"}
                {"prompt": "none"}
                """.formatted("x".repeat(600)));
        List<String> said = new ArrayList<>();
        Path out = folder.resolve("own");
        new Pretraining(config("auto", own)).run(out, new SupervisedListener() {
            @Override
            public void onStep(SupervisedReport report) {
                assertThat(report.tokenLoss()).isFinite();
            }

            @Override
            public void onStart(String summary) {
                said.add(summary);
            }
        });
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith(
                        "2 prompts with responses; 1 more do not fit the context; 1 records left out, the first: own.jsonl:4: ");
        Tokenizer tokenizer = Tokenizers.load(out);
        assertThat(tokenizer.decode(tokenizer.encode("<think>é 4</think>"))).isEqualTo("<think>é 4</think>");
        assertThat(tokenizer.encode("<think>").size()).isEqualTo(1);
        assertThat(tokenizer.written(tokenizer.prompt(List.of(ChatMessage.user("2?")))))
                .isEqualTo("<|im_start|>user\n2?<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void responsesThatNeverFitAreRefused() throws IOException {
        Pretraining long1 = new Pretraining(
                config("auto", own("{\"prompt\": \"%s\", \"response\": \"a\"}\n".formatted("x".repeat(600)))));
        assertThatThrownBy(() -> long1.run(folder.resolve("own"), report -> {}))
                .hasMessage(
                        "pretrain: none of 1 prompts fits pretrain.model.contextTokens (512) with its response; raise it");
        assertThat(folder.resolve("own")).doesNotExist();
    }

    private String[] own(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("own.jsonl"), lines);
        return new String[] {"data.train.path=" + file, "data.train.prompts=0", "pretrain.reflections=0"};
    }

    @Test
    void aPolicyIsPretrainedOnOneTask() {
        MillraceConfig config =
                ConfigReader.parse("{data: {train: {sources: [{name: a}, {name: b}]}}}", List.of(), "test.yaml");
        assertThatThrownBy(() -> new Pretraining(config))
                .hasMessage(
                        "pretrain: data.train.sources must be empty, since a policy is pretrained on one task, were 2");
    }

    @Test
    void aReflectionModelIsTrained() throws Exception {
        String[] revise = {
            "pretrain.kind=reflection",
            "pretrain.reflections=0",
            "method.rearl.revise.template='{question}'",
            "method.rearl.revise.paragraphs={minTokens: 4, maxTokens: 64}"
        };
        Path model = trained("reason", "judge", revise);
        Tokenizer tokenizer = Tokenizers.load(model);
        assertThat(tokenizer.encode("ThinkResult").size())
                .as("its labels are separate symbols")
                .isEqualTo(2);
        DjlPolicyEngine engine = DjlPolicyEngine.open(
                new PolicyVersion(0, 0, model, Map.of()),
                DjlEngineConfig.of(new Batching.Continuous(8), 512),
                System::nanoTime);
        try (ReflectionModel judge = new EngineReflectionModel(
                config("reason", revise).method().get(ReaRl.class).revise(), tokenizer, engine, true)) {
            double[] reached = judge.reached(
                            Samples.visit(Samples.prompt("C=3;D=C+4;D?", "reason")),
                            List.of(List.of("C=3;", "D=C+4=7.", "\n\nwait C=3;D=C+4=7.")))
                    .get()
                    .get(0);
            assertThat(reached).hasSize(3);
            for (double p : reached) {
                assertThat(p).isBetween(0.0, 1.0);
            }
        }
    }

    private static MillraceConfig config(String task, String... set) {
        return ConfigReader.parse(TINY.formatted(task), List.of(set), "test.yaml");
    }

    private Path trained(String task, String name, String... set) throws IOException {
        MillraceConfig config = config(task, set);
        List<Long> steps = new ArrayList<>();
        Path out = folder.resolve(name);
        new Pretraining(config).run(out, report -> steps.add(report.step()));
        assertThat(steps).containsExactly(1L, 2L);
        return out;
    }
}
