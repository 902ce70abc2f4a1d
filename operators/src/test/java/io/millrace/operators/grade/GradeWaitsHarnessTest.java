package io.millrace.operators.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.Parts;
import io.millrace.metric.Metric;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.operators.testkit.Figures;
import io.millrace.operators.testkit.ForwardingParts;
import io.millrace.operators.testkit.Stream;
import io.millrace.pipeline.Grade;
import io.millrace.task.Tasks;
import io.millrace.testkit.GatedTask;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups that wait for the verdict of a remote verifier. */
class GradeWaitsHarnessTest {
    private final List<OneInputStreamOperatorTestHarness<Passage, Passage>> opened = new ArrayList<>();
    private final GatedTask remote = new GatedTask("remote");

    /** Remote verdicts for prompts that start with r, local ones for the others. */
    private record RemoteParts(GatedTask remote) implements ForwardingParts {
        @Override
        public Parts parts() {
            return new HashParts(1, 0, 0, 0);
        }

        @Override
        public Grade grade(Map<String, Double> measured) {
            return new Grade(tokenizer(), Tasks.of(remote, new LenientTask("local")));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<Passage, Passage> harness : opened) {
            harness.close();
        }
    }

    private OneInputStreamOperatorTestHarness<Passage, Passage> harness(GatedTask task, OutputMode mode)
            throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = GradeHarness.of(new RemoteParts(task), mode);
        opened.add(harness);
        return harness;
    }

    private OneInputStreamOperatorTestHarness<Passage, Passage> open(OutputMode mode) throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = harness(remote, mode);
        harness.open();
        return harness;
    }

    private static SampledGroup group(String query, long ordinal) {
        String task = query.startsWith("r") || query.startsWith("broken") ? "remote" : "local";
        return new SampledGroup(
                new PromptVisit(Samples.prompt(query, task), 0, "prompts", ordinal),
                new TokenIds(1),
                List.of(Samples.response(0, FinishReason.STOP, 'b', 'z')));
    }

    /** Runs the task's mailbox until the given number of passages have been emitted. */
    private static List<Long> out(OneInputStreamOperatorTestHarness<Passage, Passage> harness, int passages)
            throws Exception {
        while (harness.extractOutputValues().size() < passages) {
            harness.getTaskMailbox().take(0).run();
        }
        return harness.extractOutputValues().stream()
                .map(passage -> passage.visit().ordinal())
                .toList();
    }

    @Test
    void inOrderAGroupWaitsOnlyForEarlierOnes() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = open(OutputMode.ORDERED);
        harness.processElement(group("local", 0), 0);
        harness.processElement(group("r1", 1), 0);
        harness.processElement(Stream.failed(2), 0);
        harness.processElement(group("r3", 3), 0);
        remote.awaitAsked(2);
        assertThat(out(harness, 1)).containsExactly(0L);

        remote.open("q/r3");
        remote.open("q/r1");
        assertThat(out(harness, 4)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void withoutOrderGroupsDoNotWaitForEachOther() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = open(OutputMode.UNORDERED);
        harness.processElement(group("r0", 0), 0);
        harness.processElement(group("local", 1), 0);
        harness.processElement(group("r2", 2), 0);
        remote.awaitAsked(2);
        assertThat(out(harness, 1)).containsExactly(1L);
        remote.open("q/r2");
        assertThat(out(harness, 2)).containsExactly(1L, 2L);
        remote.open("q/r0");
        assertThat(out(harness, 3)).containsExactly(1L, 2L, 0L);
    }

    @Test
    void groupsInFlightAreGradedAgainAfterARestoreAndEmittedOnce() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> first = open(OutputMode.ORDERED);
        for (int i = 0; i < 4; i++) {
            first.processElement(group("r" + i, i), 0);
        }
        remote.awaitAsked(4);
        remote.open("q/r0");
        remote.open("q/r2");
        assertThat(out(first, 1)).containsExactly(0L);
        OperatorSubtaskState state = first.snapshot(1, 1);
        first.close();
        opened.remove(first);
        assertThat(remote.closed()).isTrue();
        assertThat(first.extractOutputValues())
                .as("an interrupted group is not emitted")
                .hasSize(1);

        GatedTask again = new GatedTask("remote");
        OneInputStreamOperatorTestHarness<Passage, Passage> second = harness(again, OutputMode.ORDERED);
        second.initializeState(state);
        second.open();
        second.processElement(group("r4", 4), 0);
        again.awaitAsked(4);
        List.of("q/r4", "q/r3", "q/r2", "q/r1").forEach(again::open);
        assertThat(out(second, 4)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(second.extractOutputValues()).allSatisfy(passage -> assertThat(((GradedGroup) passage).responses())
                .allMatch(GradedResponse::correct));
    }

    @Test
    void aFailureOnAGradingThreadFailsTheJob() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> first = open(OutputMode.ORDERED);
        first.processElement(group("broken", 0), 0);
        OperatorSubtaskState state = first.snapshot(1, 1);

        OneInputStreamOperatorTestHarness<Passage, Passage> second = harness(remote, OutputMode.ORDERED);
        second.initializeState(state);
        second.open();
        remote.awaitAsked(2);
        first.getEnvironment().setExpectedExternalFailureCause(Exception.class);
        second.getEnvironment().setExpectedExternalFailureCause(Exception.class);
        remote.open("q/broken");
        for (var harness : List.of(first, second)) {
            while (harness.getEnvironment().getActualExternalFailureCause().isEmpty()) {
                harness.getTaskMailbox().take(0).run();
            }
            assertThat(harness.getEnvironment().getActualExternalFailureCause())
                    .hasValueSatisfying(cause -> assertThat(cause)
                            .hasStackTraceContaining("grade: failed to return a group")
                            .hasRootCauseMessage("no reward for q/broken"));
        }
    }

    @Test
    void requestsToRemoteVerifiersAreCounted() {
        Figures figures = new Figures();
        VerifierGauges.register(figures, new RemoteParts(remote).grade(Map.of()));
        assertThat(figures.of(Metric.GROUPS_VERIFYING)).isEqualTo(0);
        assertThat(figures.of(Metric.VERIFIER_REQUESTS)).isEqualTo(0L);
        assertThat(figures.of(Metric.VERIFIER_CIRCUITS_OPEN)).isEqualTo(0);
    }
}
