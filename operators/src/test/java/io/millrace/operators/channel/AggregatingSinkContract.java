package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operators.channel.SinkKit.Checkpoint;
import io.millrace.operators.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An {@link AggregatingSink} in front of every kind of channel. */
public abstract class AggregatingSinkContract {
    /** The channel of the running test, initially empty. */
    protected abstract Channel channel();

    private SinkKit open(Optional<Checkpoint> restored, String name) throws Exception {
        return SinkKit.open(new AggregatingSink<>(channel().sink(FaultPlan.NONE), new Tally.Factory(name)), restored);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (RecordReader reader = channel().reader(0)) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                lines.add(next.get().line());
            }
        }
        return lines;
    }

    @Test
    void valuesAreAggregatedUntilTheCheckpointThatCoversThem() throws Exception {
        SinkKit sink = open(Optional.empty(), "tally");
        sink.write("a", "b");
        Checkpoint first = sink.checkpoint();
        sink.write("c");
        assertThat(lines()).isEmpty();

        sink.complete(first);
        assertThat(lines()).containsExactly("a+b");
        sink.complete(sink.checkpoint());
        sink.complete(sink.checkpoint());
        sink.close();

        assertThat(lines()).containsExactly("a+b", "c");
    }

    @Test
    void aRestoredSinkContinuesWithTheAggregatesOfItsCheckpoint() throws Exception {
        SinkKit sink = open(Optional.empty(), "tally");
        sink.write("a", "keep 1");
        Checkpoint done = sink.checkpoint();
        sink.complete(done);
        sink.write("lost", "keep lost");
        sink.close();

        SinkKit again = open(Optional.of(done), "tally");
        again.write("keep 2");
        again.complete(again.checkpoint());
        assertThat(lines()).containsExactly("a");
        again.write("release");
        again.complete(again.checkpoint());
        again.close();

        assertThat(lines()).containsExactly("a", "release+keep 1+keep 2");
    }

    @Test
    void theStateOfAnotherAggregatorIsRefused() throws Exception {
        SinkKit sink = open(Optional.empty(), "tally");
        sink.write("a");
        Checkpoint done = sink.checkpoint();
        sink.complete(done);
        sink.close();

        assertThatThrownBy(() -> open(Optional.of(done), "other"))
                .hasStackTraceContaining("must restore the state of one writer of other, was 1 of tally");
    }
}
