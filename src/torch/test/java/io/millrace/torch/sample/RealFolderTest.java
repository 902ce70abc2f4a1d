package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.Grpo;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.ChatMessage;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.TrainingRows;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.token.json.ModelKit;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import io.millrace.torch.learn.DjlLearner;
import io.millrace.torch.learn.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Folders like those of real models, with random weights: from a conversation to a trained version and back to text.
 */
class RealFolderTest {
    private static final int STEPS = 30;
    private static final List<ChatMessage> ASKED =
            List.of(new ChatMessage("system", "Be brief."), ChatMessage.user("What is 2+2?"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"QWEN2_5", "LLAMA_3_1"})
    void aModelOfEachKindIsSampledAndTrained(ModelKit model) {
        PolicyVersion start = version(model);
        Tokenizer tokenizer = OpenedTokenizer.of(Tokenizers.load(start.path()), "<think>\n...\n");
        SamplingRequest request = new SamplingRequest(
                "q",
                0,
                PromptKind.PLAIN,
                tokenizer.prompt(ASKED),
                32,
                new Sampling(1, 1, 0, 6, tokenizer.stopIds(), 42));
        List<Double> shares = new ArrayList<>();
        try (DjlPolicyEngine engine = EngineKit.open(start, new Batching.Group());
                DjlLearner learner = DjlLearner.open(start.path(), config(), () -> 0)) {
            for (int step = 1; step <= STEPS; step++) {
                List<Response> responses = EngineKit.sample(engine, request);
                assertThat(responses).allSatisfy(response -> assertEnds(response, tokenizer));
                List<GradedResponse> group = graded(responses, tokenizer);
                shares.add(group.stream()
                        .mapToDouble(GradedResponse::reward)
                        .average()
                        .orElseThrow());
                learner.train(TrainingRows.minibatch(rows(request, group)));
                engine.load(exported(learner, step));
            }
        }
        assertThat(shares.get(0)).isLessThan(0.6);
        assertThat(shares.get(STEPS - 1)).isGreaterThan(0.9);
        assertIsTheSame(Tokenizers.load(folder.resolve("step-" + STEPS)), Tokenizers.load(start.path()));
    }

    private PolicyVersion version(ModelKit model) {
        Family family = model == ModelKit.LLAMA_3_1 ? Family.LLAMA : Family.QWEN2;
        boolean qwen = family == Family.QWEN2;
        ModelConfig config = new ModelConfig(
                family, 2, 32, 48, 4, 2, 8, model.vocabulary(), 1e-6, 1e6, qwen, qwen, 512, List.of(1), 0.1);
        Path like = TestModels.config(model.write(folder.resolve("like")), TestModels.json(config));
        Path path = folder.resolve("start");
        try (Weights weights = Weights.random(config, 3)) {
            weights.write(path, like, FloatType.BF16);
        }
        return new PolicyVersion(0, 0, path, Map.of());
    }

    private PolicyVersion exported(DjlLearner learner, int step) {
        Path path = folder.resolve("step-" + step);
        learner.export(path);
        return new PolicyVersion(step, step, path, Map.of());
    }

    /** Exactly the stop tokens in generation_config.json end a response. */
    private static void assertEnds(Response response, Tokenizer tokenizer) {
        int[] ids = response.tokens().ids();
        assertThat(tokenizer.stopIds()).hasSizeGreaterThan(1);
        for (int i = 0; i < ids.length; i++) {
            boolean ends = response.finish() == FinishReason.STOP && i == ids.length - 1;
            assertThat(tokenizer.stopIds().contains(ids[i])).isEqualTo(ends);
        }
        ThinkingConfig tags = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));
        assertThat(new Thoughts(tokenizer, tags, "").read(response.tokens()).opened())
                .isTrue();
    }

    /** The reward is the share of tokens that are plain ASCII. */
    private static List<GradedResponse> graded(List<Response> responses, Tokenizer tokenizer) {
        return responses.stream()
                .map(response -> {
                    double earned = IntStream.of(response.tokens().ids())
                            .filter(id -> tokenizer.decode(new TokenIds(id)).matches("\\p{ASCII}+"))
                            .count();
                    return new GradedResponse(
                            response, Verdict.CORRECT, Rewards.of("ascii", earned / response.length()));
                })
                .toList();
    }

    private static List<TrainingRow> rows(SamplingRequest request, List<GradedResponse> group) {
        List<float[]> advantages = Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, Credit.RESPONSE, 1))
                .estimate(List.of(group))
                .get(0);
        return IntStream.range(0, group.size())
                .mapToObj(i -> {
                    Response response = group.get(i).response();
                    return new TrainingRow(
                            request.queryId(),
                            0,
                            response.sample(),
                            response.oldestStep(),
                            request.prompt(),
                            response.tokens(),
                            response.logProbs(),
                            advantages.get(i),
                            response.origin());
                })
                .toList();
    }

    private static TrainingSettings config() {
        OptimizerConfig optimizer = new OptimizerConfig(1e-2, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.95, 1e-8, 0, 1, 4096);
        return new TrainingSettings(LossConfigs.of(Objective.CLIP), optimizer, 1, FloatType.F32);
    }

    private static void assertIsTheSame(Tokenizer exported, Tokenizer start) {
        assertThat(exported.prompt(ASKED)).isEqualTo(start.prompt(ASKED));
        assertThat(exported.stopIds()).isEqualTo(start.stopIds());
    }
}
