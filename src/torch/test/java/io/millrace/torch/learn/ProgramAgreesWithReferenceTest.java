package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.StepReport;
import io.millrace.learner.SupervisedExample;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfig.Aggregation;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.LossValue;
import io.millrace.loss.Objective;
import io.millrace.loss.PolicyLoss;
import io.millrace.model.LogProbs;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The program's loss and gradient against the loss in doubles. */
class ProgramAgreesWithReferenceTest {
    private static final double STEP = 1e-5;
    private static final ModelConfig MODEL = TestModels.LLAMA;

    /** Every objective with every aggregation, KL estimator and correction; the KL estimator varies fastest. */
    static Stream<Arguments> losses() {
        List<Arguments> all = new ArrayList<>();
        for (Objective objective : Objective.all()) {
            for (double cap : new double[] {0, 1.2}) {
                for (Kl kl : Kl.all()) {
                    LossConfig config = LossConfigs.penalised(LossConfigs.of(objective), kl, 0.3);
                    all.add(Arguments.of(LossConfigs.with(config, 1.5, 0, cap)));
                }
                all.add(Arguments.of(LossConfigs.with(LossConfigs.of(objective), 0, 0, cap)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossStatisticsAndUpdateAgree(LossConfig unaggregated) {
        Aggregation[] aggregations = Aggregation.values();
        for (int seed = 0; seed < aggregations.length; seed++) {
            LossConfig loss = LossConfigs.aggregated(unaggregated, aggregations[seed]);
            TrainingSettings config = LearnerKit.config(loss, LearnerKit.descent(1e-2));
            try (DjlLearner learner = LearnerKit.learner(MODEL, config)) {
                List<TrainingRow> rows = LearnerKit.rows(MODEL, seed, 6);
                List<TokenScores> reference = learner.score(rows);
                learner.train(TrainingRows.minibatch(LearnerKit.rows(MODEL, 99, 4)));
                List<TokenScores> now = learner.score(rows);
                rows = mixed(LearnerKit.stale(rows, now, seed, 0.4));
                LossValue expected = new PolicyLoss(loss).of(LearnerKit.lossRows(rows, now, reference));
                Weights before = learner.snapshot();
                StepReport report = learner.train(TrainingRows.minibatch(rows));
                assertAgree(report, expected, aggregations[seed].name());
                assertSameUpdate(before, LearnerKit.values(learner.snapshot()), rows, expected, report);
            }
        }
    }

    /** Ratios that overflow a float, clipped and not, and a distant reference. */
    @ParameterizedTest
    @MethodSource("losses")
    void tokensThatAreFarAwayAgreeAndKeepTheGradientFinite(LossConfig loss) {
        TrainingSettings config = LearnerKit.config(loss, LearnerKit.descent(0.5));
        try (DjlLearner learner = LearnerKit.learner(MODEL, config)) {
            List<TrainingRow> rows = LearnerKit.rows(MODEL, 3, 6);
            List<TokenScores> reference = learner.score(rows);
            for (int i = 0; i < 8; i++) {
                learner.train(TrainingRows.minibatch(LearnerKit.rows(MODEL, 99, 4)));
            }
            List<TokenScores> now = learner.score(rows);
            assertThat(farthest(now, reference)).as("nats from the reference").isGreaterThan(3);
            rows = far(rows, now);
            LossValue expected = new PolicyLoss(loss).of(LearnerKit.lossRows(rows, now, reference));
            StepReport report = learner.train(TrainingRows.minibatch(rows));
            assertThat(report.gradientNorm()).isFinite();
            assertThat(report.loss()).isCloseTo(expected.loss(), within(1e-4 * Math.max(1, Math.abs(expected.loss()))));
            assertThat(report.kl()).isCloseTo(expected.kl(), within(1e-3 * Math.max(1, expected.kl())));
            assertThat(report.clipShare()).isCloseTo(expected.clipShare(), within(1e-9));
            assertThat(report.ratioMax()).isCloseTo(expected.ratioMax(), within(1e-4 * expected.ratioMax()));
        }
    }

    private static double farthest(List<TokenScores> now, List<TokenScores> reference) {
        double most = 0;
        for (int i = 0; i < now.size(); i++) {
            for (int t = 0; t < now.get(i).logProbs().length; t++) {
                most = Math.max(
                        most, reference.get(i).logProbs()[t] - now.get(i).logProbs()[t]);
            }
        }
        return most;
    }

    /** Behaviour log-probs 0, 15, 49, 100 and 1,000 nats below the policy's, in turn. */
    private static List<TrainingRow> far(List<TrainingRow> rows, List<TokenScores> now) {
        float[] gaps = {0, 15, 49, 100, 1000};
        List<TrainingRow> far = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < rows.size(); i++) {
            float[] values = now.get(i).logProbs().clone();
            for (int t = 0; t < values.length; t++) {
                values[t] -= gaps[next++ % gaps.length];
            }
            far.add(LearnerKit.behaviour(rows.get(i), new LogProbs(LogProbs.Scale.RAW, values)));
        }
        return far;
    }

    /** Descent by h reduces the loss by h |g|^2, in the limit of small h, for any model parameters. */
    @ParameterizedTest
    @MethodSource("io.millrace.loss.Kl#all")
    void theGradientIsTheSlopeOfTheLossInTheWeights(Kl kl) {
        LossConfig loss = LossConfigs.with(LossConfigs.penalised(LossConfigs.of(Objective.CLIP), kl, 0.3), 3, 0.2, 0);
        for (ModelConfig model : List.of(TestModels.LLAMA, TestModels.QWEN2)) {
            double half = slope(model, loss, STEP);
            double whole = slope(model, loss, 2 * STEP);
            assertThat(2 * half - whole).as("%s", model).isCloseTo(1, within(0.005));
        }
    }

    /** (loss before - loss after) / (h |g|^2), measured by the loss in doubles on scored rows. */
    private static double slope(ModelConfig model, LossConfig loss, double h) {
        try (DjlLearner learner = LearnerKit.learner(model, LearnerKit.config(loss, LearnerKit.descent(h)))) {
            List<TrainingRow> rows = LearnerKit.rows(model, 5, 6);
            List<TokenScores> start = learner.score(rows);
            rows = LearnerKit.stale(rows, start, 5, 0.05);
            StepReport report = learner.train(TrainingRows.minibatch(rows));
            List<TokenScores> end = learner.score(rows);
            double before = new PolicyLoss(loss)
                    .of(LearnerKit.lossRows(rows, start, start))
                    .loss();
            double after = new PolicyLoss(loss)
                    .of(LearnerKit.lossRows(rows, end, start))
                    .loss();
            return (before - after) / (h * report.gradientNorm() * report.gradientNorm());
        }
    }

    private static void assertAgree(StepReport report, LossValue expected, String name) {
        assertThat(report.loss())
                .as(name)
                .isCloseTo(expected.loss(), within(2e-5 * Math.max(1, Math.abs(expected.loss()))));
        assertThat(report.kl()).as(name).isCloseTo(expected.kl(), within(2e-5));
        assertThat(report.clipShare()).as(name).isCloseTo(expected.clipShare(), within(1e-9));
        assertThat(report.ratioMean()).as(name).isCloseTo(expected.ratioMean(), within(1e-5));
        assertThat(report.ratioMax()).as(name).isCloseTo(expected.ratioMax(), within(1e-4));
    }

    /** The likelihood's gradient with the reference's derivatives as weights is the loss's gradient. */
    private static void assertSameUpdate(
            Weights before, float[] after, List<TrainingRow> rows, LossValue expected, StepReport report) {
        float[] start = LearnerKit.values(before.copy());
        List<SupervisedExample> examples = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double[] derivative = expected.byLogProb().get(i);
            float[] weights = new float[derivative.length];
            for (int t = 0; t < weights.length; t++) {
                weights[t] = (float) -derivative[t];
            }
            examples.add(new SupervisedExample(rows.get(i).prompt(), rows.get(i).response(), weights));
        }
        SupervisedConfig config = new SupervisedConfig(LearnerKit.descent(1e-2), 1, 1);
        try (SupervisedTrainer trainer = SupervisedTrainer.of(before, Path.of("unused"), config, () -> 0)) {
            SupervisedReport supervised = trainer.train(examples);
            assertThat(report.gradientNorm())
                    .isCloseTo(supervised.gradientNorm(), within(1e-4 * report.gradientNorm()));
            float[] other = LearnerKit.values(trainer.snapshot());
            for (int i = 0; i < start.length; i += 7) {
                assertThat(after[i] - start[i]).isCloseTo(other[i] - start[i], within(1e-5f));
            }
        }
    }

    /** One row in three has no behaviour log-probs. */
    private static List<TrainingRow> mixed(List<TrainingRow> rows) {
        List<TrainingRow> mixed = new ArrayList<>(rows);
        for (int i = 0; i < rows.size(); i += 3) {
            mixed.set(i, LearnerKit.behaviour(rows.get(i), LogProbs.NONE));
        }
        return mixed;
    }
}
