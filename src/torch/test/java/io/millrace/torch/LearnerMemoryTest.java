package io.millrace.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.huggingface.ModelLayout;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.learn.DjlLearner;
import io.millrace.torch.learn.LearnerKit;
import org.junit.jupiter.api.Test;

/** In this package to access the engine's count of native arrays. */
class LearnerMemoryTest {
    @Test
    void noNativeArrayOutlivesItsStepOrTheLearner() {
        int empty = EngineRuntime.liveArrays();
        DjlLearner learner = LearnerKit.learner(
                TestModels.LLAMA,
                LearnerKit.config(
                        LossConfigs.penalised(LossConfigs.of(Objective.CLIP), Kl.K3, 0.1), LearnerKit.adamW(30)));
        step(learner, 0);
        int held = EngineRuntime.liveArrays();
        int parameters = ModelLayout.of(TestModels.LLAMA).parameters().size();
        // Weights, two moments, gradient and reference.
        assertThat(held - empty).isGreaterThanOrEqualTo(5 * parameters);
        for (int seed = 1; seed < 20; seed++) {
            step(learner, seed);
        }
        assertThat(EngineRuntime.liveArrays()).isEqualTo(held);
        learner.close();
        assertThat(EngineRuntime.liveArrays()).isEqualTo(empty);
    }

    private static void step(DjlLearner learner, int seed) {
        learner.train(TrainingRows.minibatch(LearnerKit.rows(TestModels.LLAMA, seed, 4)));
        learner.score(LearnerKit.rows(TestModels.LLAMA, seed, 4));
    }
}
