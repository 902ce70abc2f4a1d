package io.millrace.learner;

import io.millrace.model.TrainingRow;
import io.millrace.torch.TestModels;
import io.millrace.torch.learn.LearnerKit;
import java.nio.file.Path;
import java.util.List;

class CountingLearnerContractTest extends LearnerContract {
    @Override
    protected Learner open() {
        return new CountingLearner();
    }

    @Override
    protected List<TrainingRow> rows(long seed) {
        return LearnerKit.rows(TestModels.LLAMA, seed, 3);
    }

    @Override
    protected boolean learns() {
        return false;
    }

    @Override
    protected List<Byte> weights(Path exported) {
        return List.of();
    }
}
