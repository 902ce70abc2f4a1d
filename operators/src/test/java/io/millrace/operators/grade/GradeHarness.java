package io.millrace.operators.grade;

import io.millrace.assembly.Parts;
import io.millrace.model.Passage;
import io.millrace.state.codec.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The stage as the job runs it. */
final class GradeHarness {
    private static final int ROOM = 100;

    private GradeHarness() {}

    static OneInputStreamOperatorTestHarness<Passage, Passage> of(Parts parts) throws Exception {
        return of(parts, OutputMode.ORDERED);
    }

    static OneInputStreamOperatorTestHarness<Passage, Passage> of(Parts parts, OutputMode mode) throws Exception {
        OneInputStreamOperatorTestHarness<Passage, Passage> harness = new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(new GradeFunction(parts), 0, ROOM, mode),
                Types.PASSAGE.createSerializer(null));
        harness.setup(Types.PASSAGE.createSerializer(null));
        return harness;
    }
}
