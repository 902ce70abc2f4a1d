package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.GradedGroup;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.Stream;
import io.millrace.policy.PolicyStore;
import io.millrace.testkit.ReplayBufferInMemory;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnFunctionHarnessTest {
    private static final HashParts PARTS = new HashParts(1, 0, 0, 100);

    @TempDir
    Path temp;

    private final List<OneInputStreamOperatorTestHarness<Minibatch, String>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    private OneInputStreamOperatorTestHarness<Minibatch, String> harness() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(
                new LearnFunction(PARTS, Stream.settings(temp, 0, Duration.ZERO), FaultPlan.NONE)));
        open.add(harness);
        return harness;
    }

    private static Minibatch minibatch(long sequence) throws Exception {
        List<Passage> passages = new ArrayList<>();
        for (long ordinal = sequence * Stream.GROUPS; ordinal < (sequence + 1) * Stream.GROUPS; ordinal++) {
            GradedGroup group = Stream.graded("q" + ordinal, ordinal);
            passages.add(group);
        }
        return PARTS.compose()
                .round(0, sequence, sequence, passages, new ReplayBufferInMemory<>())
                .get(0);
    }

    private PolicyStore.Manifest newest() {
        return new PolicyStore(temp).newestManifest().orElseThrow();
    }

    private long weights() throws Exception {
        return HashLearner.read(new PolicyStore(temp).version(newest()).path());
    }

    @Test
    void itPublishesTheWeightsItStartsFromAndThenEverySecondStep() throws Exception {
        var harness = harness();
        harness.open();
        assertThat(newest().step()).isZero();
        assertThat(newest().incarnation()).endsWith("-0-new");
        harness.processElement(minibatch(0), 0);
        assertThat(newest().step()).isZero();
        harness.processElement(minibatch(1), 0);

        assertThat(newest().step()).isEqualTo(2);
        assertThat(newest().ended()).containsEntry("prompts", 6L);
    }

    @Test
    void everyEndIsALineOfTheLedgerAndEveryStepALineOfFigures() throws Exception {
        var harness = harness();
        harness.open();
        harness.processElement(minibatch(0), 0);

        assertThat(harness.extractOutputValues())
                .hasSize(3)
                .allMatch(line -> line.contains("\"minibatch\":\"0/0\"") && line.contains("\"step\":1"));
        assertThat(harness.getSideOutput(LearnOutputs.STEPS)).hasSize(1);
    }

    @Test
    void aMinibatchOutOfTurnIsRefused() throws Exception {
        var harness = harness();
        harness.open();
        harness.processElement(minibatch(0), 0);

        assertThatThrownBy(() -> harness.processElement(minibatch(2), 0))
                .hasMessage("learner: the next minibatch of shard 0 must be 1, was 2");
    }

    @Test
    void aRestoreGoesBackToTheSavedWeightsAndPosition() throws Exception {
        var before = harness();
        before.open();
        before.processElement(minibatch(0), 0);
        before.processElement(minibatch(1), 0);
        long saved = weights();
        OperatorSubtaskState state = before.snapshot(7, 0);
        before.processElement(minibatch(2), 0);
        before.processElement(minibatch(3), 0);
        long abandoned = newest().number();

        var after = harness();
        after.setRestoredCheckpointId(7);
        after.initializeState(state);
        after.open();

        assertThat(weights()).isEqualTo(saved);
        assertThat(newest().step()).isEqualTo(2);
        assertThat(newest().number()).isGreaterThan(abandoned);
        assertThat(newest().incarnation()).endsWith("-chk7");
        after.processElement(minibatch(2), 0);
        assertThat(after.extractOutputValues()).hasSize(3);
    }
}
