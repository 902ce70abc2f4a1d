package io.millrace.ledger;

import static io.millrace.ledger.LedgerKit.GROUPS;
import static io.millrace.ledger.LedgerKit.faults;
import static io.millrace.ledger.LedgerKit.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.MinibatchJson;
import io.millrace.model.ChatMessage;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LedgerLine;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.model.VisitEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Agreement of a ledger with the channels of steps and minibatches. */
class LedgerChannelsTest {
    private final List<String> ledger = LedgerKit.steps(4);
    private final List<String> steps = new ArrayList<>(LongStream.rangeClosed(1, 4)
            .mapToObj(step -> step(step, step, 0, GROUPS, 2))
            .toList());
    private final List<String> minibatches = new ArrayList<>(LongStream.range(0, 4)
            .mapToObj(round -> minibatch(round, round, Minibatch.Kind.PLAIN, 2))
            .toList());

    private static String step(long step, long update, int compensation, int groups, int rows) {
        return "{\"learner_step\":%d.0,\"updates\":%d.0,\"compensation\":%d.0,\"groups\":%d.0,\"rows\":%d.0}"
                .formatted(step, update, compensation, groups, rows);
    }

    private static String minibatch(long sequence, long round, Minibatch.Kind kind, int rows) {
        List<VisitEnd> ends = kind == Minibatch.Kind.COMPENSATION
                ? List.of()
                : LongStream.range(round * GROUPS, (round + 1) * GROUPS)
                        .mapToObj(LedgerChannelsTest::end)
                        .toList();
        TrainingRow row = new TrainingRow(
                "q", 0, 0, 0, new TokenIds(1), new TokenIds(2), LogProbs.NONE, new float[] {1}, Origin.SAMPLED);
        return MinibatchJson.write(
                new Minibatch(
                        0, sequence, round, true, kind, Collections.nCopies(rows, row), ends, GroupStatistics.NONE, 0),
                "run");
    }

    private static VisitEnd end(long ordinal) {
        LedgerLine line = line(ordinal);
        Prompt prompt = new Prompt(line.query(), List.of(ChatMessage.user("?")), List.of(), "s", "t", PromptKind.PLAIN);
        return new VisitEnd(new PromptVisit(prompt, line.visit(), line.split(), ordinal), line.end(), line.detail());
    }

    private LedgerVerdict audit(boolean live) {
        StepIndex stepIndex = new StepIndex(0, 10);
        for (int i = 0; i < steps.size(); i++) {
            stepIndex.accept(i, steps.get(i));
        }
        MinibatchIndex minibatchIndex = new MinibatchIndex(10);
        for (int i = 0; i < minibatches.size(); i++) {
            minibatchIndex.accept(i, minibatches.get(i));
        }
        return LedgerKit.audit(
                ledger, new LedgerRules(0, split -> 0, live, 10), Optional.of(stepIndex), Optional.of(minibatchIndex));
    }

    private List<String> found() {
        return faults(audit(false));
    }

    @Test
    void channelsOfTheSameRunAgree() {
        LedgerVerdict verdict = audit(false);

        assertThat(faults(verdict)).isEmpty();
        assertThat(verdict.rounds().stepsCompared()).isEqualTo(4);
        assertThat(verdict.rounds().minibatchesCompared()).isEqualTo(4);
    }

    @Test
    void aStepWithADifferentNumberOfGroupsIsAFault() {
        steps.set(2, step(3, 3, 0, 3, 2));

        assertThat(found())
                .containsExactly(
                        "steps-agree: step 3: groups in the channel of steps must be the 4 visits that ended TRAINED, were 3");
    }

    @Test
    void aMissingStepIsAFault() {
        steps.remove(2);

        assertThat(found())
                .contains(
                        "step-order: steps: updates must be 3 in record 2, was 4",
                        "step-order: steps: learner_step must be 3 in record 2, was 4",
                        "steps-agree: step 3: groups in the channel of steps must be the 4 visits that ended TRAINED, were 0");
    }

    @Test
    void aRepeatedStepIsAFault() {
        steps.add(1, steps.get(0));

        assertThat(found()).contains("step-order: steps: learner_step must be 2 in record 1, was 1");
    }

    @Test
    void stepsThatEndEarlyAreAFaultUnlessTheRunIsBeingWritten() {
        steps.remove(3);

        assertThat(found())
                .containsExactly(
                        "steps-agree: channel of steps: must end with step 4 as the ledger does, ended with 3");
        assertThat(faults(audit(true))).isEmpty();
    }

    @Test
    void aStepWhoseRowsDifferFromItsMinibatchesIsAFault() {
        steps.set(1, step(2, 2, 0, GROUPS, 1));

        assertThat(found())
                .containsExactly(
                        "steps-agree: step 2: rows in the channel of steps must be the 2 of its minibatches, were 1");
    }

    @Test
    void aCompensationBatchIsASeparateStep() {
        compensateAfterTheSecondRound();

        assertThat(found()).isEmpty();
        assertThat(audit(false).rounds().withoutVisits()).isEqualTo(1);
    }

    @Test
    void aCompensationStepMissingFromTheStepsIsAFault() {
        compensateAfterTheSecondRound();
        steps.remove(2);

        assertThat(found())
                .contains(
                        "steps-agree: step 2: channel of steps must have 2 records, one for each minibatch, has 1",
                        "steps-agree: step 2: rows in the channel of steps must be the 5 of its minibatches, were 2");
    }

    private void compensateAfterTheSecondRound() {
        minibatches.clear();
        minibatches.add(minibatch(0, 0, Minibatch.Kind.PRIORITY, 2));
        minibatches.add(minibatch(1, 1, Minibatch.Kind.PRIORITY, 2));
        minibatches.add(minibatch(2, 1, Minibatch.Kind.COMPENSATION, 3));
        minibatches.add(minibatch(3, 2, Minibatch.Kind.PRIORITY, 2));
        minibatches.add(minibatch(4, 3, Minibatch.Kind.PRIORITY, 2));
        steps.clear();
        steps.addAll(List.of(
                step(1, 1, 0, GROUPS, 2),
                step(2, 2, 0, GROUPS, 2),
                step(2, 3, 1, 0, 3),
                step(3, 4, 0, GROUPS, 2),
                step(4, 5, 0, GROUPS, 2)));
        for (int i = 2 * GROUPS; i < 4 * GROUPS; i++) {
            int sequence = i / GROUPS;
            ledger.set(i, ledger.get(i).replace("\"0/" + sequence + "\"", "\"0/" + (sequence + 1) + "\""));
        }
    }

    @Test
    void aMinibatchThatEndsAnotherVisitIsAFault() {
        minibatches.set(1, minibatches.get(1).replace("\"ordinal\":6", "\"ordinal\":60"));

        assertThat(found())
                .containsExactly(
                        "minibatches-agree: minibatch 0/1: must end the same visits in ledger and channel of minibatches, ended 4 and 4, with different content");
    }

    @Test
    void aMinibatchThatIsNotInItsChannelIsAFault() {
        minibatches.remove(1);

        assertThat(found())
                .containsExactly(
                        "minibatches-agree: minibatch 0/1: is not in the channel of minibatches",
                        "minibatches-agree: minibatches: next of shard 0 must be 1, was 2");
    }

    @Test
    void visitsThatOnlyTheMinibatchesHaveAreAFault() {
        for (int i = 4; i < 8; i++) {
            ledger.set(i, ledger.get(i).replace("\"0/1\"", "\"1/1\""));
        }

        assertThat(found())
                .contains(
                        "minibatches-agree: minibatch 1/1: is not in the channel of minibatches",
                        "minibatches-agree: minibatch 0/1: the ledger must have its 4 visits in step 2, has none");
    }

    @Test
    void minibatchesNotYetTrainedAreNotAFault() {
        minibatches.add(minibatch(4, 4, Minibatch.Kind.PLAIN, 2));

        assertThat(found()).isEmpty();
        assertThat(audit(false).rounds().minibatchesAhead()).isEqualTo(1);
    }

    @Test
    void anUnreadableRecordOfAChannelIsAFault() {
        minibatches.add("[]");
        steps.add("{}");

        assertThat(found())
                .containsExactly(
                        "steps-agree: steps: record 4 is not a step (learner_step must be >= 1, was null)",
                        "minibatches-agree: minibatches: record 4 is not a minibatch (must be an object, started with START_ARRAY)");
    }
}
