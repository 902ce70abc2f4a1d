package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.LearningParts;
import io.millrace.assembly.Parts;
import io.millrace.curriculum.PassRates;
import io.millrace.learner.GapLimit;
import io.millrace.learner.Learner;
import io.millrace.learner.SamplerGap;
import io.millrace.model.GradedGroup;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.ForwardingParts;
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
        return harness(PARTS);
    }

    private OneInputStreamOperatorTestHarness<Minibatch, String> harness(LearningParts parts) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(
                new LearnFunction(parts, Stream.settings(temp, 0, Duration.ZERO), FaultPlan.NONE)));
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

    private Path newestFolder() {
        return new PolicyStore(temp).version(newest()).path();
    }

    private long weights() throws Exception {
        return HashLearner.read(newestFolder());
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
    void everyEndedVisitAddsALedgerLineAndEveryStepALineOfFigures() throws Exception {
        var harness = harness();
        harness.open();
        harness.processElement(minibatch(0), 0);

        assertThat(harness.extractOutputValues())
                .hasSize(3)
                .allMatch(line -> line.contains("\"minibatch\":\"0/0\"") && line.contains("\"step\":1"));
        assertThat(harness.getSideOutput(LearnOutputs.STEPS)).hasSize(1);
    }

    @Test
    void aMinibatchOutOfOrderIsRejected() throws Exception {
        var harness = harness();
        harness.open();
        harness.processElement(minibatch(0), 0);

        assertThatThrownBy(() -> harness.processElement(minibatch(2), 0))
                .hasMessage("learner: the next minibatch of shard 0 must be 1, was 2");
    }

    private record FarParts(Parts parts) implements ForwardingParts {
        @Override
        public GapLimit gapLimit() {
            return new GapLimit(0.25);
        }

        @Override
        public Learner learner() {
            return HashLearner.withGap(new SamplerGap(0.5, 3, 0.1, 0.02));
        }
    }

    @Test
    void aStepWhoseGapIsAboveTheLimitFailsAndPublishesNothing() throws Exception {
        var harness = harness(new FarParts(PARTS));
        harness.open();

        assertThatThrownBy(() -> harness.processElement(minibatch(0), 0))
                .hasMessageStartingWith(
                        "step 1: sampler-learner gap must be <= 0.25 nats per token (policy.gap.limit), was 0.5");
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(newest().step()).isZero();
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

    /** @param responses number of responses of each visit, of which only the first is correct */
    private static Minibatch minibatchOfOneQuery(long sequence, int responses) throws Exception {
        List<Passage> passages = new ArrayList<>();
        for (long ordinal = sequence * Stream.GROUPS; ordinal < (sequence + 1) * Stream.GROUPS; ordinal++) {
            GradedGroup group = Stream.graded("q", ordinal);
            PromptVisit visit = new PromptVisit(PARTS.prompts().get(0), ordinal, "prompts", ordinal);
            passages.add(
                    new GradedGroup(visit, group.prompt(), group.responses().subList(0, responses)));
        }
        return PARTS.compose()
                .round(0, sequence, sequence, passages, new ReplayBufferInMemory<>())
                .get(0);
    }

    private PassRates publishedRates() throws Exception {
        return PassRates.read(newestFolder());
    }

    @Test
    void aCurriculumsPassRatesArePublishedSavedAndRestoredWithTheWeights() throws Exception {
        var before = harness(PARTS.withCurriculum());
        before.open();
        assertThat(publishedRates()).isEqualTo(PassRates.unseen(1));
        before.processElement(minibatchOfOneQuery(0, 2), 0);
        OperatorSubtaskState state = before.snapshot(7, 0);
        before.processElement(minibatchOfOneQuery(1, 1), 0);
        assertThat(publishedRates().rate(0)).isEqualTo(0.9375);

        var after = harness(PARTS.withCurriculum());
        after.setRestoredCheckpointId(7);
        after.initializeState(state);
        after.open();
        assertThat(publishedRates().rate(0)).isEqualTo(0.5);
        assertThat(String.valueOf(before.getSideOutput(LearnOutputs.STEPS).peek()))
                .endsWith("\"curriculum_seen\":1.0,\"curriculum_preferred\":1.0,"
                        + "\"curriculum_easy\":0.0,\"curriculum_hard\":0.0}");
    }

    @Test
    void aCurriculumRestoredFromARunWithoutOneStartsWithUnseenPrompts() throws Exception {
        var before = harness();
        before.open();
        before.processElement(minibatchOfOneQuery(0, 2), 0);
        OperatorSubtaskState state = before.snapshot(7, 0);
        assertThat(newestFolder().resolve(PassRates.FILE)).doesNotExist();

        var after = harness(PARTS.withCurriculum());
        after.setRestoredCheckpointId(7);
        after.initializeState(state);
        after.open();

        assertThat(newest().step()).isEqualTo(1);
        assertThat(publishedRates()).isEqualTo(PassRates.unseen(1));
    }
}
