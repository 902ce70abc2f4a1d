package io.millrace.learner;

import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import java.nio.file.Path;
import java.util.List;

class CountingLearnerContractTest extends LearnerContract {
    @Override
    protected Learner open() {
        return new CountingLearner();
    }

    @Override
    protected List<TrainingRow> rows(long seed) {
        return TrainingRows.rows(64, seed, 3);
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
