package io.millrace.testkit.hash;

import io.millrace.learner.Learner;
import io.millrace.learner.LearnerContract;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class HashLearnerContractTest extends LearnerContract {
    @Override
    protected Learner open() {
        return HashLearner.recording();
    }

    @Override
    protected List<TrainingRow> rows(long seed) {
        return TrainingRows.rows(64, seed, 3);
    }

    @Override
    protected boolean learns() {
        return true;
    }

    @Override
    protected List<Byte> weights(Path exported) throws IOException {
        return List.of((byte) HashLearner.read(exported), (byte) (HashLearner.read(exported) >> 8));
    }
}
