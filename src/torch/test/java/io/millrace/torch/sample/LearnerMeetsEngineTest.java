package io.millrace.torch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.AdvantageConfig.Credit;
import io.millrace.advantage.Advantages;
import io.millrace.advantage.Grpo;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.learner.StepReport;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.GradedResponse;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.TrainingRow;
import io.millrace.model.Verdict;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.EagerLlama;
import io.millrace.torch.TeacherForcing;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import io.millrace.torch.learn.DjlLearner;
import io.millrace.torch.learn.LearnerKit;
import io.millrace.torch.learn.TokenScores;
import io.millrace.torch.learn.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In this package to access the eager model. */
class LearnerMeetsEngineTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.6})
    void scoresAgreeWithTheEagerModel(double temperature) {
        for (ModelConfig model : List.of(TestModels.LLAMA, TestModels.QWEN2)) {
            List<TrainingRow> rows = LearnerKit.rows(model, 11, 5);
            Weights weights = Weights.random(model, 7);
            try (EagerLlama eager = new EagerLlama(weights);
                    DjlLearner learner =
                            DjlLearner.of(weights, folder, config(temperature, LearnerKit.adamW(4096)), () -> 0)) {
                List<TokenScores> scores = learner.score(rows);
                for (int i = 0; i < rows.size(); i++) {
                    assertAgrees(rows.get(i), scores.get(i), eager, temperature);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.6})
    void sampledResponsesHaveRatioOneBeforeTheFirstStep(double temperature) {
        PolicyVersion version = EngineKit.version(folder, TestModels.QWEN2, 3);
        Sampling sampling = new Sampling(temperature, 1, 0, 40, List.of(1), 42);
        SamplingRequest request = EngineKit.request("q", 9, 6, sampling);
        try (DjlPolicyEngine engine = EngineKit.open(version, new Batching.Group());
                DjlLearner learner =
                        DjlLearner.open(version.path(), config(temperature, LearnerKit.adamW(4096)), () -> 0)) {
            List<TrainingRow> rows = new ArrayList<>();
            for (Response response : EngineKit.sample(engine, request)) {
                float[] advantages = new float[response.length()];
                Arrays.fill(advantages, response.sample() - 2.5f);
                rows.add(row(request, response, advantages));
            }
            StepReport report = learner.train(TrainingRows.minibatch(rows));
            assertThat(report.ratioMean()).isCloseTo(1, within(1e-5));
            assertThat(report.ratioMax()).isCloseTo(1, within(1e-5));
            assertThat(report.gap().mean()).isLessThan(1e-5);
            assertThat(report.clipShare()).isZero();
        }
    }

    @Test
    void rewardedTokensAreSampledMoreOften() {
        PolicyVersion version = EngineKit.version(folder, TestModels.LLAMA, 1);
        SamplingRequest request = EngineKit.request("q", 3, 32, EngineKit.plain(4));
        OptimizerConfig optimizer = new OptimizerConfig(5e-3, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.95, 1e-8, 0, 1, 4096);
        List<Double> shares = new ArrayList<>();
        try (DjlPolicyEngine engine = EngineKit.open(version, new Batching.Group());
                DjlLearner learner = DjlLearner.open(version.path(), config(1, optimizer), () -> 0)) {
            for (int step = 1; step <= 12; step++) {
                List<GradedResponse> group = graded(EngineKit.sample(engine, request));
                shares.add(group.stream()
                        .mapToDouble(GradedResponse::reward)
                        .average()
                        .orElseThrow());
                learner.train(TrainingRows.minibatch(rows(request, group)));
                Path path = folder.resolve("step-" + step);
                learner.export(path);
                engine.load(new PolicyVersion(1 + step, step, path, Map.of()));
            }
        }
        assertThat(shares.get(0)).isLessThan(0.5);
        assertThat(shares.get(11)).isGreaterThan(0.9);
    }

    /** The reward is the share of tokens that are one below a multiple of three. */
    private static List<GradedResponse> graded(List<Response> responses) {
        return responses.stream()
                .map(r -> {
                    double earned = Arrays.stream(r.tokens().ids())
                            .filter(id -> id % 3 == 2)
                            .count();
                    return new GradedResponse(r, Verdict.CORRECT, Rewards.of("thirds", earned / r.length()));
                })
                .toList();
    }

    private static List<TrainingRow> rows(SamplingRequest request, List<GradedResponse> group) {
        List<float[]> advantages = Advantages.of(new AdvantageConfig(new Grpo(), 1e-6, Credit.RESPONSE, 1))
                .estimate(List.of(group))
                .get(0);
        return IntStream.range(0, group.size())
                .mapToObj(i -> row(request, group.get(i).response(), advantages.get(i)))
                .toList();
    }

    private static TrainingRow row(SamplingRequest request, Response response, float... advantages) {
        return new TrainingRow(
                request.queryId(),
                0,
                response.sample(),
                response.oldestStep(),
                request.prompt(),
                response.tokens(),
                response.logProbs(),
                advantages,
                response.origin());
    }

    private static TrainingSettings config(double temperature, OptimizerConfig optimizer) {
        return new TrainingSettings(LossConfigs.of(Objective.CLIP), optimizer, temperature, FloatType.F32);
    }

    private static void assertAgrees(TrainingRow row, TokenScores scores, EagerLlama eager, double temperature) {
        int[] all = IntStream.concat(
                        Arrays.stream(row.prompt().ids()),
                        Arrays.stream(row.response().ids()))
                .toArray();
        float[][] logits = eager.logits(all);
        for (int t = 0; t < row.response().size(); t++) {
            double[] p = TeacherForcing.softmax(logits[row.prompt().size() - 1 + t], temperature);
            double entropy = -Arrays.stream(p)
                    .filter(x -> x > 0)
                    .map(x -> x * Math.log(x))
                    .sum();
            assertThat((double) scores.logProbs()[t])
                    .as("log-prob of token %d", t)
                    .isCloseTo(Math.log(p[row.response().ids()[t]]), within(1e-4));
            assertThat((double) scores.entropies()[t])
                    .as("entropy of token %d", t)
                    .isCloseTo(entropy, within(1e-4));
        }
    }
}
