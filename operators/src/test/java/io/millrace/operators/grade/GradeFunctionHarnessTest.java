package io.millrace.operators.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.SampledGroup;
import io.millrace.model.TokenIds;
import io.millrace.model.VisitEnd;
import io.millrace.operators.testkit.Stream;
import io.millrace.state.codec.Types;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashParts;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
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
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = new OneInputStreamOperatorTestHarness<>(
                new StreamMap<>(new GradeFunction(new HashParts(1, 0, 0, 0))), Types.PASSAGE.createSerializer(null));
        try {
            harness.setup(Types.PASSAGE.createSerializer(null));
            harness.open();
            harness.processElement(sampled, 0);
            harness.processElement(failed, 0);

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
}
