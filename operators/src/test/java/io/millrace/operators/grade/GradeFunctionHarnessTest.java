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
import io.millrace.testkit.AnsweringEngine;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashParts;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradeFunctionHarnessTest {
    @Test
    void groupsAreGradedAndEndsAreForwarded() throws Exception {
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

    private static OtherParts parts(Map<String, Double> threshold) {
        return new OtherParts(
                new HashParts(1, 0, 0, 0),
                new AnsweringEngine(request -> TokenIds.EMPTY, request -> List.of()),
                threshold);
    }

    /** Runs the operator once, restored from a state if there is one; returns its state. */
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
    void aRestoreUsesTheMeasuredValuesOfItsCheckpoint() throws Exception {
        OperatorSubtaskState state = live(parts(Map.of("reflection-threshold", 5.0)), null);
        for (Map<String, Double> now : List.of(Map.of("reflection-threshold", 7.0), Map.<String, Double>of())) {
            OtherParts parts = parts(now);
            state = live(parts, state);
            assertThat(parts.used()).containsExactly(Map.of("reflection-threshold", 5.0));
        }
    }

    @Test
    void withoutMeasuredValuesNothingIsStored() throws Exception {
        OperatorSubtaskState state = live(parts(Map.of()), null);
        OtherParts parts = parts(Map.of("reflection-threshold", 7.0));
        live(parts, state);
        assertThat(parts.used()).containsExactly(Map.of("reflection-threshold", 7.0));
    }
}
