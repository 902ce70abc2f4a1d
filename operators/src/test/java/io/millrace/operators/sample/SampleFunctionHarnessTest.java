package io.millrace.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.Parts;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.SampledGroup;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.Stream;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.StalenessPacing;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFunctionHarnessTest {
    @TempDir
    Path temp;

    private OneInputStreamOperatorTestHarness<PromptVisit, Passage> harness;

    @BeforeEach
    void open() throws Exception {
        open(new HashParts(1, 0, 0, 100));
    }

    private void open(Parts parts) throws Exception {
        SampleFunction sample = new SampleFunction(parts, Stream.settings(temp, 0, Duration.ZERO), FaultPlan.NONE);
        harness = new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(sample, 0, 100, AsyncDataStream.OutputMode.ORDERED),
                io.millrace.state.codec.Types.VISIT.createSerializer(null));
        harness.setup(io.millrace.state.codec.Types.PASSAGE.createSerializer(null));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void publish(long ended) {
        String incarnation = harness.getEnvironment().getJobID().toHexString() + "-0-new";
        new PolicyStore(temp).publish(0, incarnation, Map.of("prompts", ended), Map.of(), new HashLearner()::export);
    }

    private static PromptVisit visit(String query, long ordinal) {
        return new PromptVisit(
                new io.millrace.model.Prompt(
                        query,
                        Samples.prompt("x", "hash").messages(),
                        List.of(),
                        "test",
                        "hash",
                        io.millrace.model.PromptKind.PLAIN),
                0,
                "prompts",
                ordinal);
    }

    private VisitEnd end(PromptVisit visit) throws Exception {
        publish(0);
        harness.processElement(visit, 0);
        harness.endInput();
        return (VisitEnd) harness.extractOutputValues().get(0);
    }

    @Test
    void aGroupIsSampledForAVisit() throws Exception {
        publish(0);
        harness.processElement(visit("a", 0), 0);
        harness.endInput();

        assertThat(harness.extractOutputValues()).singleElement().satisfies(passage -> assertThat(
                        ((SampledGroup) passage).responses())
                .hasSize(2));
    }

    @Test
    void aPromptThatDoesNotFitEndsItsVisit() throws Exception {
        assertThat(end(visit("too long", 0)).kind()).isEqualTo(VisitEnd.Kind.PROMPT_TOO_LONG);
    }

    @Test
    void aPromptAboveTheMaximumLengthEndsItsVisit() throws Exception {
        close();
        open(new ChoosyParts(1));
        VisitEnd end = end(Stream.visit("abc", 0));
        assertThat(end.kind()).isEqualTo(VisitEnd.Kind.PROMPT_TOO_LONG);
        assertThat(end.detail()).isEqualTo("prompt q/abc: must have at most 1 tokens (data.maxPromptTokens), had 3");
    }

    @Test
    void anUnencodablePromptEndsItsVisitWithoutAnEngineFailure() throws Exception {
        close();
        open(new ChoosyParts(0));
        publish(100);
        for (long ordinal = 0; ordinal < 40; ordinal++) {
            harness.processElement(visit("a", ordinal), 0);
        }
        harness.endInput();
        assertThat(harness.extractOutputValues()).hasSize(40).allSatisfy(passage -> {
            assertThat(((VisitEnd) passage).kind()).isEqualTo(VisitEnd.Kind.UNREADABLE);
            assertThat(((VisitEnd) passage).detail()).isEqualTo("prompt: is refused");
        });
    }

    @Test
    void aPromptWithoutTokensEndsItsVisit() throws Exception {
        assertThat(end(Stream.visit("", 0)).detail()).isEqualTo("prompt q/: must have at least 1 token, had 0");
    }

    @Test
    void anEngineThatFailsEndsTheVisit() throws Exception {
        assertThat(end(visit("broken", 0)).kind()).isEqualTo(VisitEnd.Kind.SAMPLING_FAILED);
    }

    @Test
    void anEngineThatFailsOnConsecutiveVisitsFailsTheJob() throws Exception {
        harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
        publish(100);
        for (long ordinal = 0; ordinal < 16; ordinal++) {
            harness.processElement(visit("broken", ordinal), 0);
        }
        harness.endInput();

        assertThat(harness.getEnvironment().getActualExternalFailureCause().orElseThrow())
                .hasStackTraceContaining("sampler: 16 visits failed in a row, the last with: hash engine: broken");
    }

    @Test
    void anEngineThatCanNeverAnswerFailsTheJobAtItsFirstVisit() throws Exception {
        harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
        publish(100);
        harness.processElement(visit("unusable", 0), 0);
        harness.endInput();

        assertThat(harness.getEnvironment().getActualExternalFailureCause().orElseThrow())
                .hasStackTraceContaining("sampler: hash engine: must have a key, had none");
    }

    @Test
    void anAdmittedReflectionIsSampledAfterReflectionIsDisabled() throws Exception {
        publish(0);
        PromptVisit asked = visit("a", 57);
        harness.processElement(
                new PromptVisit(asked.prompt(), asked.visit(), StalenessPacing.REFLECTIONS, asked.ordinal()), 0);
        harness.endInput();

        assertThat(harness.extractOutputValues()).singleElement().isInstanceOf(SampledGroup.class);
    }

    @Test
    void aStageLimitAppliesByStepAndToReflectionsByWeights() throws Exception {
        close();
        open(new LimitedParts(1));
        publish(0);
        harness.processElement(visit("a", Stream.GROUPS - 1), 0);
        harness.processElement(visit("b", Stream.GROUPS), 0);
        PromptVisit asked = visit("c", 57);
        harness.processElement(
                new PromptVisit(asked.prompt(), asked.visit(), StalenessPacing.REFLECTIONS, asked.ordinal()), 0);
        harness.endInput();

        assertThat(harness.extractOutputValues())
                .map(passage -> ((SampledGroup) passage).responses().get(0).length())
                .containsExactly(2, 4, 2);
    }

    @Test
    void aVisitBeyondTheStalenessBoundWaitsForAVersionThatAllowsIt() throws Exception {
        publish(0);
        harness.processElement(visit("a", 0), 0);
        harness.processElement(visit("b", 6), 0);
        assertThat(harness.extractOutputValues()).hasSizeLessThan(2);
        publish(1);
        harness.endInput();

        assertThat(harness.extractOutputValues()).hasSize(2);
    }
}
