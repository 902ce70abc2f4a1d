package io.millrace.torch.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.TestModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three steps of the program against AdamW in doubles, on gradients that plain descent reveals. */
class AdamWTest {
    private static final ModelConfig MODEL = TestModels.LLAMA;
    private static final LossConfig LOSS = LossConfigs.of(Objective.CLIP);
    private static final OptimizerConfig OPTIMIZER =
            new OptimizerConfig(1e-3, Schedule.COSINE, 2, 10, 0.1, 0.9, 0.95, 1e-3, 0.1, 0.5, LearnerKit.UNSPLIT);

    @Test
    void threeStepsAgreeWithTheFormula() {
        try (DjlLearner learner = LearnerKit.learner(MODEL, LearnerKit.config(LOSS, OPTIMIZER))) {
            double[] parameters = LearnerKit.doubles(LearnerKit.values(learner.snapshot()));
            double[] first = new double[parameters.length];
            double[] second = new double[parameters.length];
            for (int step = 0; step < 3; step++) {
                List<TrainingRow> rows = LearnerKit.rows(MODEL, step, 5);
                double[] gradient = gradient(learner, rows);
                learner.train(TrainingRows.minibatch(rows));
                apply(parameters, first, second, gradient, step);
                float[] actual = LearnerKit.values(learner.snapshot());
                for (int i = 0; i < actual.length; i++) {
                    assertThat((double) actual[i])
                            .as("step %d, value %d", step, i)
                            .isCloseTo(parameters[i], within(3e-5));
                }
            }
        }
    }

    private static void apply(double[] p, double[] m, double[] v, double[] gradient, int step) {
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        double factor = Math.min(1, OPTIMIZER.clipNorm() / (norm + 1e-6));
        double rate = OPTIMIZER.rateAt(step);
        for (int i = 0; i < p.length; i++) {
            double g = gradient[i] * factor;
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.95 * v[i] + 0.05 * g * g;
            p[i] *= 1 - rate * 0.1;
            p[i] -= rate
                    * m[i]
                    / (1 - Math.pow(0.9, step + 1))
                    / (Math.sqrt(v[i] / (1 - Math.pow(0.95, step + 1))) + 1e-3);
        }
    }

    /** The change of the learner's weights in a step of gradient descent with rate 1. */
    private static double[] gradient(DjlLearner learner, List<TrainingRow> rows) {
        float[] before = LearnerKit.values(learner.snapshot());
        try (DjlLearner probe = DjlLearner.of(
                learner.snapshot(), Path.of("unused"), LearnerKit.config(LOSS, LearnerKit.descent(1)), () -> 0)) {
            probe.train(TrainingRows.minibatch(rows));
            float[] after = LearnerKit.values(probe.snapshot());
            double[] gradient = new double[before.length];
            for (int i = 0; i < before.length; i++) {
                gradient[i] = (double) before[i] - after[i];
            }
            return gradient;
        }
    }
}
