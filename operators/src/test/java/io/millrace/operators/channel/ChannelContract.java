package io.millrace.operators.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.SinkKit.Checkpoint;
import io.millrace.operators.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The guarantees of every kind of {@link Channel}: its sink in Flink's harness, its reader without Flink. The source runs in
 * {@code ChannelJobContract}, which needs a cluster.
 */
public abstract class ChannelContract {
    private Optional<SinkKit> open = Optional.empty();

    /** The channel of the running test, initially empty. */
    protected abstract Channel channel();

    /** The configuration that its address needs to be opened. */
    protected ChannelsConfig config() {
        return ChannelsConfig.KEEP_ALL;
    }

    /** Whether published records can be withdrawn; otherwise a writer cannot be restored to a point before them. */
    protected boolean withdraws() {
        return true;
    }

    @AfterEach
    void closeSink() throws Exception {
        if (open.isPresent()) {
            SinkKit sink = open.get();
            open = Optional.empty();
            sink.close();
        }
    }

    /** Opens the writer; one that is still open ends as in a crash. */
    private SinkKit writer(Optional<Checkpoint> restored) throws Exception {
        closeSink();
        SinkKit sink = SinkKit.open(channel().sink(FaultPlan.NONE), restored);
        open = Optional.of(sink);
        return sink;
    }

    private SinkKit writer() throws Exception {
        return writer(Optional.empty());
    }

    private static Checkpoint publish(SinkKit sink, String... lines) throws Exception {
        sink.write(lines);
        Checkpoint done = sink.checkpoint();
        sink.complete(done);
        return done;
    }

    private List<ChannelRecord> records(long from) {
        try (RecordReader reader = channel().reader(from)) {
            return rest(reader);
        }
    }

    private static List<ChannelRecord> rest(RecordReader reader) {
        List<ChannelRecord> all = new ArrayList<>();
        for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(next.get());
        }
        return all;
    }

    private List<String> lines() {
        return records(0).stream().map(ChannelRecord::line).toList();
    }

    @Test
    void aChannelThatNobodyHasWrittenToIsEmpty() {
        assertThat(records(0)).isEmpty();
    }

    @Test
    void aRecordIsPublishedWithTheCheckpointThatCoversIt() throws Exception {
        SinkKit sink = writer();
        sink.write("a", "b");
        assertThat(lines()).isEmpty();
        Checkpoint first = sink.checkpoint();
        sink.write("c");
        assertThat(lines()).isEmpty();

        sink.complete(first);

        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void recordsAreNumberedFromZeroWithoutGaps() throws Exception {
        SinkKit sink = writer();
        for (int checkpoint = 0; checkpoint < 20; checkpoint++) {
            publish(sink, "a", "b", "c");
        }

        assertThat(records(0))
                .extracting(ChannelRecord::number)
                .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    }

    @Test
    void aCheckpointWithoutRecordsPublishesNone() throws Exception {
        SinkKit sink = writer();
        publish(sink);
        publish(sink, "a");
        publish(sink);

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void checkpointsThatAreCompletedTogetherArePublishedInOrder() throws Exception {
        SinkKit sink = writer();
        sink.write("a");
        sink.checkpoint();
        sink.write("b");
        Checkpoint second = sink.checkpoint();

        sink.complete(second);

        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void aCommitInterruptedByTheEndOfTheJobIsMadeUpForOnce() throws Exception {
        SinkKit sink = writer();
        publish(sink, "a");
        sink.write("b");
        Checkpoint covered = sink.checkpoint();
        sink.write("lost");

        SinkKit again = writer(Optional.of(covered));
        assertThat(lines()).containsExactly("a", "b");
        publish(again, "c");

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void aWriterThatIsRestoredAgainAndAgainPublishesEachRecordOnce() throws Exception {
        Checkpoint from = publish(writer(), "a");
        for (int attempt = 0; attempt < 5; attempt++) {
            SinkKit sink = writer(Optional.of(from));
            sink.write("b");
            sink.checkpoint();
            sink.write("c");
        }
        publish(writer(Optional.of(from)), "b", "c");

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void aCheckpointIsCommittedOnceHoweverOftenItIsRestored() throws Exception {
        SinkKit sink = writer();
        publish(sink, "a");
        sink.write("b");
        Checkpoint covered = sink.checkpoint();
        for (int attempt = 0; attempt < 5; attempt++) {
            writer(Optional.of(covered)).write("lost");
        }
        publish(writer(Optional.of(covered)), "c");

        assertThat(lines()).containsExactly("a", "b", "c");
    }

    @Test
    void aRestoredWriterWithdrawsRecordsThatItsCheckpointDoesNotCoverOrIsRefused() throws Exception {
        SinkKit sink = writer();
        Checkpoint early = publish(sink, "a", "b");
        publish(sink, "c", "d");

        if (!withdraws()) {
            assertRefused(early, 2);
            assertThat(lines()).containsExactly("a", "b", "c", "d");
            return;
        }
        SinkKit restored = writer(Optional.of(early));

        assertThat(lines()).containsExactly("a", "b");
        publish(restored, "e");
        assertThat(records(1)).containsExactly(new ChannelRecord(1, "b"), new ChannelRecord(2, "e"));
    }

    private void assertRefused(Checkpoint early, int record) {
        assertThatThrownBy(() -> writer(Optional.of(early)))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("record %d must be the next one".formatted(record))
                .hasMessageContaining("restore the newest checkpoint");
    }

    @Test
    void aNewJobContinuesAfterExistingRecords() throws Exception {
        publish(writer(), "a");
        publish(writer(), "b");

        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void aReaderFollowsTheChannel() throws Exception {
        SinkKit sink = writer();
        try (RecordReader reader = channel().reader(0)) {
            assertThat(reader.next()).isEmpty();
            publish(sink, "a", "\u00e9\uD83D\uDE00");
            assertThat(rest(reader))
                    .containsExactly(new ChannelRecord(0, "a"), new ChannelRecord(1, "\u00e9\uD83D\uDE00"));
            publish(sink, "c");
            assertThat(rest(reader)).containsExactly(new ChannelRecord(2, "c"));
        }
    }

    @Test
    void aReaderStartsAtAnyRecordOrAtTheNextOne() throws Exception {
        publish(writer(), "a", "b", "c");

        assertThat(records(2)).containsExactly(new ChannelRecord(2, "c"));
        assertThat(records(3)).isEmpty();
    }

    @Test
    void aReaderBeyondTheNextRecordIsRefused() throws Exception {
        publish(writer(), "a", "b");

        assertThatThrownBy(() -> records(3))
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("record 3");
    }

    @Test
    void aReaderReportsAWithdrawnRecordOrContinues() throws Exception {
        SinkKit sink = writer();
        Checkpoint early = publish(sink, "a");
        publish(sink, "b", "c");
        try (RecordReader reader = channel().reader(0)) {
            assertThat(rest(reader)).hasSize(3);
            if (!withdraws()) {
                assertRefused(early, 1);
                assertThat(reader.next()).isEmpty();
                return;
            }
            writer(Optional.of(early));

            assertThatThrownBy(reader::next)
                    .isInstanceOf(ChannelException.class)
                    .hasMessageContaining("record 3");
        }
    }

    @Test
    void itReportsTheRecordsItHolds() throws Exception {
        assertThat(channel().held()).isEqualTo(new HeldRecords(0, 0));

        publish(writer(), "a", "b");

        assertThat(channel().held()).isEqualTo(new HeldRecords(0, 2));
    }

    @Test
    void programsWithoutFlinkAppendRecords() throws Exception {
        channel().append(List.of("a", "b"));
        channel().append(List.of());
        publish(writer(), "c");
        closeSink();
        channel().append(List.of("d"));

        assertThat(records(0))
                .containsExactly(
                        new ChannelRecord(0, "a"),
                        new ChannelRecord(1, "b"),
                        new ChannelRecord(2, "c"),
                        new ChannelRecord(3, "d"));
    }

    @Test
    void itsAddressOpensIt() throws Exception {
        publish(writer(), "a");
        ChannelAddress address = ChannelAddress.parse(channel().address().toString());

        try (RecordReader reader = ChannelKind.open(address, config()).reader(0)) {
            assertThat(rest(reader)).containsExactly(new ChannelRecord(0, "a"));
        }
    }

    @Test
    void itsSinkAndSourceAreSerializable() throws Exception {
        assertThat(InstantiationUtil.serializeObject(channel().sink(FaultPlan.NONE)))
                .isNotEmpty();
        assertThat(InstantiationUtil.serializeObject(channel().source(RecordPacing.Factory.UNPACED)))
                .isNotEmpty();
    }
}
