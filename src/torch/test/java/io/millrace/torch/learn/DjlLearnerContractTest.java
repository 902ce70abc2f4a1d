package io.millrace.torch.learn;

import io.millrace.huggingface.FloatType;
import io.millrace.learner.Learner;
import io.millrace.learner.LearnerContract;
import io.millrace.loss.LossConfigs;
import io.millrace.loss.Objective;
import io.millrace.model.TrainingRow;
import io.millrace.torch.TestModels;
import io.millrace.torch.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class DjlLearnerContractTest extends LearnerContract {
    @TempDir
    Path models;

    @Override
    protected Learner open() {
        Path policy = models.resolve("policy");
        if (!Files.exists(policy)) {
            Path like = TestModels.config(models.resolve("like"), TestModels.json(TestModels.LLAMA));
            try (Weights weights = Weights.random(TestModels.LLAMA, 3)) {
                weights.write(policy, like, FloatType.F32);
            }
        }
        return DjlLearner.open(
                policy, LearnerKit.config(LossConfigs.of(Objective.CLIP), LearnerKit.adamW(40)), () -> 0);
    }

    @Override
    protected List<TrainingRow> rows(long seed) {
        return LearnerKit.rows(TestModels.LLAMA, seed, 3);
    }

    @Override
    protected boolean learns() {
        return true;
    }

    @Override
    protected List<Byte> weights(Path exported) throws IOException {
        return bytes(exported.resolve("model.safetensors"));
    }
}
