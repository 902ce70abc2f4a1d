package io.millrace.operators.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.codec.EpisodeJson;
import io.millrace.episode.EndRecord;
import io.millrace.model.PolicySteps;
import io.millrace.model.PromptKind;
import io.millrace.model.VisitEnd;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.state.codec.Types;
import io.millrace.window.Observation;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadEpisodesHarnessTest {
    private static final long FIRST = 7;

    private OneInputStreamOperatorTestHarness<ChannelRecord, Observation> harness;

    private void open(OperatorSubtaskState... restored) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(new ReadEpisodes("r1", FIRST)));
        harness.setup(
                Types.OBSERVATION.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        for (OperatorSubtaskState state : restored) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static EndRecord end(long visit) {
        return new EndRecord(
                "q",
                visit,
                PromptKind.PLAIN,
                "s",
                "math",
                1000 + visit,
                new PolicySteps(3, 3),
                VisitEnd.Kind.EXPIRED,
                "",
                4,
                false,
                List.of());
    }

    private void read(long number, String line) throws Exception {
        harness.processElement(new ChannelRecord(number, line), 0);
    }

    private void read(long number) throws Exception {
        read(number, EpisodeJson.write(end(number), "r1"));
    }

    @Test
    void aRecordThatCannotBeReadIsSkipped() throws Exception {
        open();
        read(FIRST);
        read(FIRST + 1, "{\"schema\":\"episode/9\"}");
        read(FIRST + 2, "{");
        read(FIRST + 3);

        assertThat(harness.extractOutputValues())
                .containsExactly(Observation.of(end(FIRST)), Observation.of(end(FIRST + 3)));
    }

    @Test
    void aGapIsAnErrorAlsoAfterARestore() throws Exception {
        open();
        read(FIRST);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        open(state);

        assertThatThrownBy(() -> read(FIRST)).hasMessage("episodes of r1: the next record must be 8, was 7");
        assertThatThrownBy(() -> read(FIRST + 2)).hasMessage("episodes of r1: the next record must be 8, was 9");
        read(FIRST + 1);
        assertThat(harness.extractOutputValues()).containsExactly(Observation.of(end(FIRST + 1)));
    }
}
