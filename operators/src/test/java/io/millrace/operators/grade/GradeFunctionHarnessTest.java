package io.millrace.operators.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.operators.testkit.OtherParts;
import io.millrace.operators.testkit.Stream;
import io.millrace.state.codec.Types;
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashParts;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradeFunctionHarnessTest {
    @Test
    void groupsAreGradedAndEndsGoThroughAsTheyCame() throws Exception {
        VisitEnd failed = Stream.failed(4);
        SampledGroup sampled = new SampledGroup(
                Stream.visit("q", 3),
                new TokenIds(1),
                List.of(
                        Samples.response(0, FinishReason.LENGTH, 'b', 'z'),
                        Samples.response(1, FinishReason.LENGTH, 'c', 'z'),
                        Samples.response(2, FinishReason.LENGTH, 'b', 'a')));
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = GradeHarness.of(new HashParts(1, 0, 0, 0));
        try {
            harness.open();
            harness.processElement(sampled, 0);
            harness.processElement(failed, 0);
            harness.endInput();

            List<Passage> out = harness.extractOutputValues();
            assertThat(out).hasSize(2).endsWith(failed);
            GradedGroup graded = (GradedGroup) out.get(0);
            assertThat(graded.visit()).isEqualTo(sampled.visit());
            assertThat(graded.responses().get(0).correct()).isTrue();
            assertThat(graded.responses().get(1).correct()).isFalse();
            assertThat(graded.responses().get(2).graded())
                    .as("the fake verifier fails on a second letter below d")
                    .isFalse();
        } finally {
            harness.close();
        }
    }

    private static OtherParts parts(OptionalDouble threshold) {
        return new OtherParts(
                new HashParts(1, 0, 0, 0),
                new AnsweringEngine(request -> TokenIds.EMPTY, request -> List.of()),
                threshold);
    }

    /** A life of the operator, from a state if there is one: what it leaves. */
    private static OperatorSubtaskState live(OtherParts parts, @Nullable OperatorSubtaskState from) throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = GradeHarness.of(parts);
        try {
            if (from != null) {
                harness.initializeState(from);
            }
            harness.open();
            return harness.snapshot(1, 1);
        } finally {
            harness.close();
        }
    }

    @Test
    void aRestoreRewardsByTheThresholdOfItsCheckpointWhateverIsMeasuredNow() throws Exception {
        OperatorSubtaskState state = live(parts(OptionalDouble.of(5)), null);
        for (OptionalDouble now : List.of(OptionalDouble.of(7), OptionalDouble.empty())) {
            OtherParts parts = parts(now);
            state = live(parts, state);
            assertThat(parts.used()).containsExactly(OptionalDouble.of(5));
        }
    }

    @Test
    void aThresholdThatWasKeptBeforeGradingCouldWaitIsKeptStill() throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> before = new OneInputStreamOperatorTestHarness<>(
                new StreamMap<>(new EarlierGrade(5)), Types.PASSAGE.createSerializer(null));
        OperatorSubtaskState state;
        try {
            before.open();
            state = before.snapshot(1, 1);
        } finally {
            before.close();
        }
        OtherParts parts = parts(OptionalDouble.of(7));
        live(parts, state);
        assertThat(parts.used()).containsExactly(OptionalDouble.of(5));
    }

    /** The state of the stage as it was when it graded one group after the other. */
    private static final class EarlierGrade extends RichMapFunction<Passage, Passage> implements CheckpointedFunction {
        private static final long serialVersionUID = 1;

        private final double threshold;

        EarlierGrade(double threshold) {
            this.threshold = threshold;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            context.getOperatorStateStore()
                    .getUnionListState(new ListStateDescriptor<>(
                            "reflection-threshold", org.apache.flink.api.common.typeinfo.Types.DOUBLE))
                    .add(threshold);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // It never changes.
        }

        @Override
        public Passage map(Passage passage) {
            return passage;
        }
    }

    @Test
    void withoutAThresholdNothingIsKept() throws Exception {
        OperatorSubtaskState state = live(parts(OptionalDouble.empty()), null);
        OtherParts parts = parts(OptionalDouble.of(7));
        live(parts, state);
        assertThat(parts.used()).containsExactly(OptionalDouble.of(7));
    }
}
