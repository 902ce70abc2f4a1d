package io.millrace.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.Minibatch;
import io.millrace.model.PolicyException;
import io.millrace.testkit.TrainingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingLearnerTest {
    private static final Minibatch MINIBATCH = TrainingRows.minibatch(List.of());

    @TempDir
    Path temp;

    @Test
    void stepsAreCountedAcrossARestoreWithoutALoss() {
        CountingLearner learner = new CountingLearner();
        StepReport report = learner.train(MINIBATCH);
        learner.train(MINIBATCH);
        learner.save(temp.resolve("saved"));
        CountingLearner restored = new CountingLearner();

        restored.restore(temp.resolve("saved"));

        assertThat(report.step()).isEqualTo(1);
        assertThat(report.loss()).isNaN();
        assertThat(restored.step()).isEqualTo(2);
    }

    @Test
    void otherFilesAreRejected() throws IOException {
        Files.writeString(temp.resolve("step"), "many");

        assertThatThrownBy(() -> new CountingLearner().restore(temp))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("step: does not contain the number of steps of a replaying run");
    }
}
