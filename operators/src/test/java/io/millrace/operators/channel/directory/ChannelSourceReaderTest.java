package io.millrace.operators.channel.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.Position;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.operators.testkit.Collected;
import io.millrace.operators.testkit.PendingRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelSourceReaderTest {
    @TempDir
    Path temp;

    private final Held pacing = new Held();
    private final PendingRecords pending = new PendingRecords();
    private final Collected<ChannelRecord> output = new Collected<>();

    /** Holds back each record until the test completes its future. */
    private static final class Held implements RecordPacing {
        final List<CompletableFuture<Void>> asked = new ArrayList<>();
        boolean closed;

        @Override
        public CompletableFuture<?> whenMayEmit(long record) {
            assertThat(record).isEqualTo(asked.size());
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void publish(String... lines) throws Exception {
        ChannelPublisher.append(temp, List.of(lines), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    private ChannelSourceReader reader(RecordPacing heldBy, Position next) {
        ChannelSourceReader reader = new ChannelSourceReader(temp, heldBy, pending.group());
        reader.addSplits(List.of(new ChannelSplit(next)));
        return reader;
    }

    private ChannelSourceReader reader() {
        return reader(RecordPacing.Factory.UNPACED.open(null), Position.START);
    }

    /** Polls until the given number of records have been emitted in total. */
    private void read(ChannelSourceReader reader, int records) throws Exception {
        while (output.all.size() < records) {
            if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
                reader.isAvailable().get(1, TimeUnit.MINUTES);
            }
        }
    }

    @Test
    void itFollowsTheChannelWithoutEnd() throws Exception {
        ChannelSourceReader reader = reader();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        publish("a", "b");
        read(reader, 2);
        publish("c");
        read(reader, 3);

        assertThat(output.all)
                .containsExactly(new ChannelRecord(0, "a"), new ChannelRecord(1, "b"), new ChannelRecord(2, "c"));
    }

    @Test
    void itContinuesFromItsSplit() throws Exception {
        publish("a", "b", "c");
        ChannelSourceReader first = reader();
        read(first, 2);
        List<ChannelSplit> state = first.snapshotState(1);
        first.close();

        read(reader(RecordPacing.Factory.UNPACED.open(null), state.get(0).next()), 3);

        assertThat(state).hasSize(1);
        assertThat(output.all).extracting(ChannelRecord::line).containsExactly("a", "b", "c");
    }

    @Test
    void aReaderWithoutTheSplitWaits() {
        ChannelSourceReader idle = new ChannelSourceReader(temp, pacing, pending.group());

        assertThat(idle.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(idle.isAvailable()).isNotDone();
        assertThat(idle.snapshotState(1)).isEmpty();
        idle.addSplits(List.of(new ChannelSplit(Position.START)));
    }

    @Test
    void aRecordIsEmittedWhenPacingAllowsItAndIsNotInTheStateBefore() throws Exception {
        publish("a", "b");
        ChannelSourceReader reader = reader(pacing, Position.START);
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(reader.snapshotState(1)).containsExactly(new ChannelSplit(Position.START));

        pacing.asked.get(0).complete(null);

        assertThat(reader.isAvailable()).isDone();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(output.all).containsExactly(new ChannelRecord(0, "a"));
        assertThat(pacing.asked).hasSize(2);
        reader.close();
        assertThat(pacing.closed).isTrue();
    }

    @Test
    void aPacingFailureFailsTheReader() throws Exception {
        publish("a");
        ChannelSourceReader reader = reader(pacing, Position.START);
        reader.pollNext(output);
        pacing.asked.get(0).completeExceptionally(new IllegalStateException("the policy store is stuck"));

        assertThat(reader.isAvailable()).isDone();
        assertThatThrownBy(() -> reader.pollNext(output))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("the policy store is stuck");
    }

    @Test
    void theBacklogIsThePublishedRecordsThatWereNotEmitted() throws Exception {
        ChannelSourceReader reader = reader();
        assertThat(pending.now()).isZero();
        publish("a", "b", "c");
        assertThat(pending.now()).isEqualTo(3);

        read(reader, 2);

        assertThat(pending.now()).isEqualTo(1);
    }

    @Test
    void aReaderWithoutTheSplitHasNoBacklog() throws Exception {
        publish("a");
        ChannelSourceReader idle = new ChannelSourceReader(temp, pacing, pending.group());

        assertThat(pending.now()).isZero();
        idle.close();
    }

    @Test
    void aRecordIsEmittedWithItsEventTime() throws Exception {
        publish("{\"time\":1500}", "{\"query\":\"q\"}", "{\"time\":1600,\"rows\":[]}");

        read(reader(), 3);

        assertThat(output.times).containsExactly(1500L, 1600L);
    }
}
