package io.millrace.operators.revise;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.Origin;
import io.millrace.model.Passage;
import io.millrace.model.PolicyException;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.OtherParts;
import io.millrace.operators.testkit.Stream;
import io.millrace.policy.PolicyStore;
import io.millrace.policy.SamplingRequest;
import io.millrace.state.codec.Types;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashEngine;
import io.millrace.testkit.hash.HashLearner;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviseFunctionHarnessTest {
    @TempDir
    Path temp;

    private final List<OneInputStreamOperatorTestHarness<Passage, Passage>> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (OneInputStreamOperatorTestHarness<Passage, Passage> harness : opened) {
            harness.close();
        }
    }

    private static TokenIds answer(SamplingRequest request) {
        return HashEngine.tokens(42, request.queryId(), request.visit(), request.first());
    }

    private OneInputStreamOperatorTestHarness<Passage, Passage> harness(
            HashMethods methods, Function<SamplingRequest, TokenIds> answers) throws Exception {
        OtherParts parts = new OtherParts(
                new HashParts(1, 0, 0, 100, methods), new AnsweringEngine(answers, request -> List.of()), Map.of());
        ReviseFunction revise = new ReviseFunction(parts, Stream.settings(temp, 0, Duration.ZERO), FaultPlan.NONE);
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(revise, 0, 100, AsyncDataStream.OutputMode.ORDERED),
                Types.PASSAGE.createSerializer(null));
        harness.setup(Types.PASSAGE.createSerializer(null));
        opened.add(harness);
        return harness;
    }

    /**
     * Both think in two paragraphs; the first closes its thinking with an n, the second is truncated in its thinking.
     */
    private static SampledGroup group(String query, long ordinal) {
        return new SampledGroup(
                Stream.visit(query, ordinal),
                new TokenIds('?'),
                List.of(
                        Samples.response(0, FinishReason.LENGTH, 'b', 'x', 'e', 'n'),
                        Samples.response(1, FinishReason.LENGTH, 'c', 'x', 'e', 'f')));
    }

    private void publish(OneInputStreamOperatorTestHarness<Passage, Passage> harness, String origin) {
        String incarnation = harness.getEnvironment().getJobID().toHexString() + "-0-" + origin;
        new PolicyStore(temp).publish(0, incarnation, Map.of("prompts", 0L), Map.of(), new HashLearner()::export);
    }

    private List<Passage> through(OneInputStreamOperatorTestHarness<Passage, Passage> harness, Passage... passages)
            throws Exception {
        publish(harness, "new");
        for (Passage passage : passages) {
            harness.processElement(passage, 0);
        }
        harness.endInput();
        return harness.extractOutputValues();
    }

    @Test
    void groupsGetTheirRevisionsInTheOrderOfTheOriginals() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        harness.open();
        List<Passage> out = through(harness, group("a", 0), group("b", 1));

        assertThat(out).extracting(p -> p.visit().ordinal()).containsExactly(0L, 1L);
        List<Response> responses = ((SampledGroup) out.get(0)).responses();
        assertThat(responses)
                .extracting(Response::origin)
                .containsExactly(Origin.SAMPLED, Origin.SAMPLED, Origin.REVISED, Origin.REVISED);
        assertThat(responses).extracting(Response::sample).containsExactly(0, 1, 2, 3);
        assertThat(responses.get(2).tokens().ids()).startsWith('b', 'n').hasSize(6);
    }

    @Test
    void endsPassThrough() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        harness.open();
        VisitEnd end = Stream.failed(3);
        assertThat(through(harness, end)).containsExactly(end);
    }

    @Test
    void everythingPassesThroughWhileRevisionIsOff() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness =
                harness(HashMethods.NONE, ReviseFunctionHarnessTest::answer);
        harness.open();
        assertThat(through(harness, group("a", 0))).containsExactly(group("a", 0));
    }

    @Test
    void aReflectionModelThatFailsLeavesTheOriginals() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        harness.open();
        assertThat(through(harness, group("a", 4)))
                .as("the model fails on every fifth visit")
                .containsExactly(group("a", 4));
    }

    @Test
    void anEngineThatFailsLeavesCopiesOfTheOriginals() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = harness(HashMethods.REVISION, request -> {
            throw new PolicyException("out of memory");
        });
        harness.open();
        assertThat(((SampledGroup) through(harness, group("a", 0)).get(0)).responses())
                .extracting(Response::origin)
                .containsExactly(Origin.SAMPLED, Origin.SAMPLED, Origin.COPIED, Origin.COPIED);
    }

    @Test
    void groupsInFlightAreRevisedIdenticallyAfterARestore() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> undisturbed =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        undisturbed.open();
        List<Passage> expected = through(undisturbed, group("a", 0), group("b", 1));

        OneInputStreamOperatorTestHarness<Passage, Passage> first =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        first.open();
        first.processElement(group("a", 0), 0);
        first.processElement(group("b", 1), 0);
        OperatorSubtaskState state = first.snapshot(1, 1);
        assertThat(first.extractOutputValues()).as("all groups were in flight").isEmpty();

        OneInputStreamOperatorTestHarness<Passage, Passage> restored =
                harness(HashMethods.REVISION, ReviseFunctionHarnessTest::answer);
        restored.initializeState(state);
        restored.open();
        assertThat(restored.extractOutputValues())
                .as("the engine does not have the weights yet")
                .isEmpty();
        publish(restored, "chk0");
        restored.endInput();
        assertThat(restored.extractOutputValues()).isEqualTo(expected);
    }
}
