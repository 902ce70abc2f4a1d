package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.learner.SupervisedExample;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.LogProbs;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTrainerTest {
    private static final ModelConfig MODEL = TestModels.LLAMA;

    @Test
    void aPolicyLearnsToTranslateTokens() {
        Random random = new Random(1);
        List<SupervisedExample> examples = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            int token = 2 + random.nextInt(5);
            examples.add(SupervisedExample.of(new TokenIds(token), new TokenIds(token + 8, 1), 1));
        }
        List<SupervisedReport> reports = new ArrayList<>();
        try (SupervisedTrainer trainer = trainer(16, 32)) {
            assertThat(trainer.train(examples.iterator(), 1000, reports::add)).isEqualTo(75);
        }
        assertThat(reports).hasSize(75);
        assertThat(reports.get(0).tokenLoss()).isGreaterThan(1);
        SupervisedReport last = reports.get(74);
        assertThat(last.step()).isEqualTo(75);
        assertThat(last.tokenLoss()).isLessThan(0.3);
        assertThat(last.accuracy()).isGreaterThan(0.9);
        assertThat(last.tokens()).isEqualTo(32);
        assertThat(last.tokensPerSecond()).isEqualTo(32e9);
    }

    @Test
    void theLossIsTheWeightedLikelihoodOverAConstant() {
        TokenIds prompt = new TokenIds(3, 4);
        TokenIds target = new TokenIds(5, 6, 7);
        float[] logProbs;
        try (DjlLearner learner =
                LearnerKit.learner(MODEL, LearnerKit.config(LossConfigs.of(Objective.CLIP), LearnerKit.adamW(99)))) {
            TrainingRow row = TrainingRows.row("q", prompt, target, LogProbs.NONE, new float[3]);
            logProbs = learner.score(List.of(row)).get(0).logProbs();
        }
        double expected = -(logProbs[0] + 2.0 * logProbs[2]);
        for (double divisor : new double[] {1, 50}) {
            try (SupervisedTrainer trainer = trainer(1, divisor)) {
                SupervisedReport report = trainer.train(List.of(new SupervisedExample(prompt, target, 1, 0, 2)));
                assertThat(report.loss()).isCloseTo(expected / divisor, within(1e-5));
                assertThat(report.tokenLoss()).isCloseTo(expected / 3, within(1e-5));
                assertThat(report.gradientNorm()).isPositive();
            }
        }
    }

    @Test
    void trainingStopsAfterItsSteps() {
        SupervisedExample example = SupervisedExample.of(new TokenIds(2), new TokenIds(3), 1);
        try (SupervisedTrainer trainer = trainer(2, 2)) {
            List<SupervisedExample> examples = List.of(example, example, example, example, example);
            assertThat(trainer.train(examples.iterator(), 2, report -> {})).isEqualTo(2);
            assertThat(trainer.train(examples.iterator(), 9, report -> {})).isEqualTo(3);
            assertThat(trainer.step()).isEqualTo(5);
        }
    }

    @Test
    void trainingContinuesBitwiseFromACheckpoint(@TempDir Path folder) {
        List<SupervisedExample> batch = List.of(SupervisedExample.of(new TokenIds(2), new TokenIds(3, 1), 1));
        float[] uninterrupted;
        try (SupervisedTrainer trainer = trainer(1, 1)) {
            trainer.train(batch);
            trainer.save(folder.resolve("c"));
            trainer.train(batch);
            uninterrupted = LearnerKit.values(trainer.snapshot());
        }
        try (SupervisedTrainer trainer = trainer(1, 1)) {
            trainer.restore(folder.resolve("c"));
            trainer.train(batch);
            assertThat(LearnerKit.values(trainer.snapshot())).containsExactly(uninterrupted);
        }
    }

    @Test
    void anExampleThatDoesNotFitTheModelIsRefused() {
        try (SupervisedTrainer trainer = trainer(1, 1)) {
            assertThatExceptionOfType(PolicyException.class)
                    .isThrownBy(
                            () -> trainer.train(List.of(SupervisedExample.of(new TokenIds(2), new TokenIds(99), 1))))
                    .withMessage("example 0: token ids must be in [0, 24), was 99");
        }
    }

    @Test
    void anUnweightedTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SupervisedExample(new TokenIds(1), new TokenIds(2, 3), 1))
                .withMessage("example: must have a weight for each of its 2 target tokens, had 1");
    }

    @Test
    void aDivisorOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SupervisedConfig(LearnerKit.adamW(1), 1, 0))
                .withMessage("supervised: divisor must be finite and > 0, was 0.0");
    }

    /** A clock on which every step takes one nanosecond. */
    private static SupervisedTrainer trainer(int examples, double divisor) {
        OptimizerConfig optimizer =
                new OptimizerConfig(3e-3, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.98, 1e-8, 0.01, 1, LearnerKit.UNSPLIT);
        SupervisedConfig config = new SupervisedConfig(optimizer, examples, divisor);
        return SupervisedTrainer.of(
                Weights.random(MODEL, 7), Path.of("unused"), config, new AtomicLong()::getAndIncrement);
    }
}
