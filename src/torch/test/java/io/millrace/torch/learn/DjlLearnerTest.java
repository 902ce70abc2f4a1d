package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.learner.SamplerGap;
import io.millrace.learner.StepReport;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfig.Aggregation;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.LogProbs;
import io.millrace.model.LogProbs.Scale;
import io.millrace.model.TokenIds;
import io.millrace.model.TokenRange;
import io.millrace.model.TokenRoles;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjlLearnerTest {
    private static final ModelConfig MODEL = TestModels.LLAMA;
    private static final LossConfig CLIP = LossConfigs.of(Objective.CLIP);
    private static final LossConfig EVERYTHING =
            LossConfigs.with(LossConfigs.penalised(LossConfigs.of(new Objective("gspo")), Kl.K3, 0.1), 3, 0.01, 0);

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void theSplitIntoMicroBatchesDoesNotMatter(Aggregation aggregation) {
        LossConfig loss = LossConfigs.aggregated(EVERYTHING, aggregation);
        List<TrainingRow> rows = LearnerKit.rows(TestModels.QWEN2, 3, 12);
        float[] whole = descended(loss, rows, LearnerKit.UNSPLIT);
        for (int limit : new int[] {1, 17, 40}) {
            float[] cut = descended(loss, rows, limit);
            for (int i = 0; i < whole.length; i++) {
                assertThat(cut[i]).as("limit %d", limit).isCloseTo(whole[i], within(1e-5f));
            }
        }
    }

    @Test
    void theReportDoesNotDependOnTheSplit() {
        List<TrainingRow> rows = LearnerKit.rows(MODEL, 3, 12);
        List<StepReport> reports = new ArrayList<>();
        for (int limit : new int[] {LearnerKit.UNSPLIT, 17}) {
            try (DjlLearner learner =
                    LearnerKit.learner(MODEL, LearnerKit.config(EVERYTHING, LearnerKit.adamW(limit)))) {
                reports.add(learner.train(TrainingRows.minibatch(rows)));
            }
        }
        StepReport whole = reports.get(0);
        StepReport cut = reports.get(1);
        assertThat(cut.loss()).isCloseTo(whole.loss(), within(1e-6));
        assertThat(cut.gradientNorm()).isCloseTo(whole.gradientNorm(), within(1e-5));
        assertThat(cut.entropy()).isCloseTo(whole.entropy(), within(1e-6));
        assertThat(cut.tokens()).isEqualTo(whole.tokens());
    }

    @Test
    void observationsHaveNeitherALossNorAGradient() {
        List<TrainingRow> rows = LearnerKit.rows(MODEL, 3, 40).stream()
                .filter(row -> row.response().size() > 3)
                .toList();
        TokenRoles roles = new TokenRoles(List.of(new TokenRange(1, 3)));
        List<float[]> weights = new ArrayList<>();
        List<StepReport> reports = new ArrayList<>();
        for (float value : new float[] {0, -50}) {
            List<TrainingRow> observing =
                    rows.stream().map(row -> observing(row, roles, value)).toList();
            try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(EVERYTHING, LearnerKit.adamW(17)))) {
                reports.add(learner.train(TrainingRows.minibatch(observing)));
                weights.add(LearnerKit.values(learner.snapshot()));
            }
        }
        assertThat(weights.get(1)).isEqualTo(weights.get(0));
        assertThat(reports.get(1).loss()).isEqualTo(reports.get(0).loss());
        assertThat(reports.get(0).tokens())
                .isEqualTo(rows.stream()
                        .mapToLong(row -> row.response().size() - 2)
                        .sum());
    }

    /** The row with an observation whose advantages and behaviour log-probs are a value that must not matter. */
    private static TrainingRow observing(TrainingRow row, TokenRoles roles, float value) {
        float[] advantages = row.advantages().clone();
        float[] behaviour = new float[row.response().size()];
        Arrays.fill(behaviour, -2);
        Arrays.fill(advantages, 1, 3, value);
        Arrays.fill(behaviour, 1, 3, value);
        return new TrainingRow(
                row.queryId(),
                row.visit(),
                row.sample(),
                row.step(),
                row.prompt(),
                row.response(),
                new LogProbs(Scale.RAW, behaviour),
                advantages,
                row.origin(),
                roles);
    }

    @ParameterizedTest
    @ValueSource(ints = {LearnerKit.UNSPLIT, 17})
    void theLogProbsBeforeTheStepArePassedOnAndTheWeightsStayTheSame(int limit) {
        List<TrainingRow> rows = new ArrayList<>(LearnerKit.rows(MODEL, 3, 6));
        rows.add(2, rows.get(2).with(new float[rows.get(2).response().size()]));
        TrainingSettings config = LearnerKit.config(CLIP, LearnerKit.adamW(limit));
        Map<Integer, float[]> passed = new TreeMap<>();
        try (DjlLearner watched = LearnerKit.learner(MODEL, config);
                DjlLearner plain = LearnerKit.learner(MODEL, config)) {
            List<TokenScores> scores = watched.score(rows);
            StepReport report = watched.train(TrainingRows.minibatch(rows), passed::put);

            assertThat(report).isEqualTo(plain.train(TrainingRows.minibatch(rows)));
            assertThat(LearnerKit.values(watched.snapshot())).containsExactly(LearnerKit.values(plain.snapshot()));
            assertThat(passed).as("row 2 has no gradient").containsOnlyKeys(0, 1, 3, 4, 5, 6);
            passed.forEach((row, logProbs) ->
                    assertThat(logProbs).containsExactly(scores.get(row).logProbs(), within(1e-5f)));
        }
    }

    @Test
    void rowsWithoutAdvantageCountInTheMeanButAreNotComputed() {
        List<TrainingRow> rows = new ArrayList<>(LearnerKit.rows(MODEL, 1, 3));
        TrainingRow idle = LearnerKit.rows(MODEL, 2, 1).get(0);
        rows.add(TrainingRows.row(
                "idle",
                idle.prompt(),
                idle.response(),
                LogProbs.NONE,
                new float[idle.response().size()]));
        LossConfig mean = LossConfigs.aggregated(CLIP, Aggregation.SEQ_MEAN_TOKEN_SUM);
        StepReport with = trained(mean, rows);
        StepReport without = trained(mean, rows.subList(0, 3));
        assertThat(with.loss()).isCloseTo(without.loss() * 3 / 4, within(1e-6));
        assertThat(with.gradientNorm()).isCloseTo(without.gradientNorm() * 3 / 4, within(1e-5));
        assertThat(with.tokens()).isEqualTo(without.tokens());
        assertThat(with.entropy()).isCloseTo(without.entropy(), within(1e-6));
    }

    @Test
    void aMinibatchWithoutAnyAdvantageIsStillReported() {
        TrainingRow row = TrainingRows.row("q", new TokenIds(1), new TokenIds(2, 3), LogProbs.NONE, new float[2]);
        StepReport report = trained(CLIP, List.of(row));
        assertThat(report.gradientNorm()).isZero();
        assertThat(report.entropy()).isPositive();
        assertThat(report.tokens()).isEqualTo(2);
    }

    @Test
    void aMinibatchWithoutRowsCountsAsAStepAndChangesNothing() {
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, LearnerKit.adamW(99)))) {
            float[] before = LearnerKit.values(learner.snapshot());
            StepReport report = learner.train(TrainingRows.minibatch(List.of()));
            assertThat(report).isEqualTo(StepReport.withoutRows(1, 1e-3, 1));
            assertThat(learner.step()).isEqualTo(1);
            assertThat(LearnerKit.values(learner.snapshot())).containsExactly(before);
        }
    }

    @Test
    void ownSamplesHaveRatioOne() {
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, LearnerKit.adamW(99)))) {
            List<TrainingRow> rows = LearnerKit.rows(MODEL, 4, 5);
            rows = LearnerKit.stale(rows, learner.score(rows), 4, 0);
            StepReport report = learner.train(TrainingRows.minibatch(rows));
            assertThat(report.ratioMean()).isCloseTo(1, within(1e-6));
            assertThat(report.ratioMax()).isCloseTo(1, within(1e-5));
            assertThat(report.gap().mean()).isLessThan(1e-6);
            assertThat(report.clipShare()).isZero();
        }
    }

    @Test
    void theGapIsOverTokensWhoseBehaviourIsKnown() {
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, LearnerKit.adamW(99)))) {
            TrainingRow known = LearnerKit.rows(MODEL, 4, 1).get(0);
            float[] values = learner.score(List.of(known)).get(0).logProbs().clone();
            for (int t = 0; t < values.length; t++) {
                values[t] -= t == 0 ? 2 : 0.5f;
            }
            TrainingRow unknown = LearnerKit.rows(MODEL, 5, 1).get(0);
            List<TrainingRow> rows = List.of(LearnerKit.behaviour(known, new LogProbs(Scale.RAW, values)), unknown);
            SamplerGap gap = learner.train(TrainingRows.minibatch(rows)).gap();
            int tokens = values.length;
            assertThat(gap.mean()).isCloseTo((2 + 0.5 * (tokens - 1)) / tokens, within(1e-5));
            assertThat(gap.max()).isCloseTo(2, within(1e-5));
            assertThat(gap.kl())
                    .isCloseTo((Math.expm1(2) - 2 + (tokens - 1) * (Math.expm1(0.5) - 0.5)) / tokens, within(1e-4));
            assertThat(gap.share()).isCloseTo(1.0 / tokens, within(1e-12));
        }
    }

    @Test
    void logProbsAreAtTheSamplingTemperature() {
        TrainingSettings config = new TrainingSettings(CLIP, LearnerKit.adamW(99), 0.5, FloatType.F32);
        TrainingRow row = LearnerKit.rows(MODEL, 6, 1).get(0);
        TrainingRow raw = LearnerKit.behaviour(
                row, new LogProbs(Scale.RAW, new float[row.response().size()]));
        TrainingRow scaled = LearnerKit.behaviour(
                row, new LogProbs(Scale.SCALED, new float[row.response().size()]));
        try (DjlLearner cold = LearnerKit.learner(MODEL, config);
                DjlLearner plain = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, LearnerKit.adamW(99)))) {
            float[] expected = plain.score(List.of(row)).get(0).logProbs();
            List<TokenScores> scores = cold.score(List.of(raw, scaled, row));
            assertThat(scores.get(0).logProbs()).containsExactly(expected, within(1e-6f));
            assertThat(scores.get(1).logProbs()[0]).isNotCloseTo(expected[0], within(1e-3f));
            assertThat(scores.get(2).logProbs()).containsExactly(scores.get(1).logProbs());
            // A lower temperature gives lower entropy.
            assertThat(scores.get(1).entropies()[0]).isLessThan(scores.get(0).entropies()[0]);
        }
    }

    /**
     * Halving the temperature is equivalent to doubling the output projection: the same scores, and twice the gradient.
     */
    @Test
    void theGradientDependsOnTheTemperature() {
        List<TrainingRow> rows = LearnerKit.rows(MODEL, 6, 4);
        double h = 1e-5;
        TrainingSettings config = new TrainingSettings(CLIP, LearnerKit.descent(h), 0.5, FloatType.F32);
        try (DjlLearner learner = LearnerKit.learner(MODEL, config)) {
            double before = gain(rows, learner.score(rows));
            double norm = learner.train(TrainingRows.minibatch(rows)).gradientNorm();
            double after = gain(rows, learner.score(rows));
            assertThat((after - before) / (h * norm * norm)).isCloseTo(1, within(0.02));
        }
    }

    @Test
    void theGradientIsClippedToAGlobalNorm() {
        List<TrainingRow> rows = LearnerKit.rows(MODEL, 6, 4);
        OptimizerConfig free = LearnerKit.descent(1e-2);
        OptimizerConfig clipped = new OptimizerConfig(
                free.rate(), Schedule.CONSTANT, 0, 1, 0, 0, 0, free.epsilon(), 0, 1e-3, LearnerKit.UNSPLIT);
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, clipped))) {
            float[] before = LearnerKit.values(learner.snapshot());
            double norm = learner.train(TrainingRows.minibatch(rows)).gradientNorm();
            float[] after = LearnerKit.values(learner.snapshot());
            assertThat(norm).isGreaterThan(0.1);
            assertThat(distance(before, after)).isCloseTo(1e-2 * 1e-3, within(1e-7));
        }
    }

    @Test
    void theSameMinibatchesGiveTheSameBits() {
        float[] first = trainedTwice();
        assertThat(trainedTwice()).containsExactly(first);
    }

    @Test
    void rewardingATokenMakesItLikely() {
        TokenIds prompt = new TokenIds(3);
        int good = 5;
        List<TrainingRow> rows = new ArrayList<>();
        for (int token = 0; token < MODEL.vocabulary(); token++) {
            float advantage = token == good ? 1 : -1f / (MODEL.vocabulary() - 1);
            rows.add(TrainingRows.row("bandit", prompt, new TokenIds(token), LogProbs.NONE, advantage));
        }
        OptimizerConfig optimizer =
                new OptimizerConfig(1e-2, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.95, 1e-8, 0, 1, LearnerKit.UNSPLIT);
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(CLIP, optimizer))) {
            double before = Math.exp(learner.score(rows).get(good).logProbs()[0]);
            for (int i = 0; i < 20; i++) {
                learner.train(TrainingRows.minibatch(rows));
            }
            assertThat(before).isLessThan(0.5);
            assertThat(Math.exp(learner.score(rows).get(good).logProbs()[0])).isGreaterThan(0.9);
            assertThat(learner.step()).isEqualTo(20);
        }
    }

    @Test
    void theKlTermLimitsTheDivergence() {
        List<TrainingRow> rows = LearnerKit.rows(MODEL, 8, 6);
        double free = 0;
        double held = 0;
        for (double beta : new double[] {1e-9, 10}) {
            LossConfig loss = LossConfigs.penalised(CLIP, Kl.K3, beta);
            try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(loss, LearnerKit.adamW(99)))) {
                assertThat(learner.train(TrainingRows.minibatch(rows)).kl()).isCloseTo(0, within(1e-6));
                double kl = 0;
                for (int i = 0; i < 10; i++) {
                    kl = learner.train(TrainingRows.minibatch(rows)).kl();
                }
                free = beta < 1 ? kl : free;
                held = beta < 1 ? held : kl;
            }
        }
        assertThat(held).isLessThan(free / 2);
    }

    private static double gain(List<TrainingRow> rows, List<TokenScores> scores) {
        double sum = 0;
        int tokens = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int t = 0; t < rows.get(i).advantages().length; t++) {
                sum += rows.get(i).advantages()[t] * scores.get(i).logProbs()[t];
                tokens++;
            }
        }
        return sum / tokens;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static float[] trainedTwice() {
        try (DjlLearner learner =
                LearnerKit.learner(TestModels.QWEN2, LearnerKit.config(EVERYTHING, LearnerKit.adamW(30)))) {
            learner.train(TrainingRows.minibatch(LearnerKit.rows(TestModels.QWEN2, 1, 8)));
            learner.train(TrainingRows.minibatch(LearnerKit.rows(TestModels.QWEN2, 2, 8)));
            return LearnerKit.values(learner.snapshot());
        }
    }

    private static StepReport trained(LossConfig loss, List<TrainingRow> rows) {
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(loss, LearnerKit.adamW(99)))) {
            return learner.train(TrainingRows.minibatch(rows));
        }
    }

    /** Weights after one step of gradient descent by 1e-2. */
    private static float[] descended(LossConfig loss, List<TrainingRow> rows, int limit) {
        OptimizerConfig whole = LearnerKit.descent(1e-2);
        OptimizerConfig cut = new OptimizerConfig(
                whole.rate(), Schedule.CONSTANT, 0, 1, 0, 0, 0, whole.epsilon(), 0, whole.clipNorm(), limit);
        try (DjlLearner learner = LearnerKit.learner(TestModels.QWEN2, LearnerKit.config(loss, cut))) {
            learner.train(TrainingRows.minibatch(rows));
            return LearnerKit.values(learner.snapshot());
        }
    }
}
