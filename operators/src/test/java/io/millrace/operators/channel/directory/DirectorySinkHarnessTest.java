package io.millrace.operators.channel.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelReader;
import io.millrace.channel.ChannelsConfig;
import io.millrace.operators.channel.SinkKit;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.operators.fault.InjectedFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySinkHarnessTest {
    @TempDir
    Path temp;

    private final List<SinkKit> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (SinkKit kit : opened) {
            kit.close();
        }
        opened.clear();
    }

    /** Opens the sink; a sink that is still open is closed first, as if it had crashed. */
    private SinkKit open(FaultPlan faults, Optional<SinkKit.Checkpoint> restored) throws Exception {
        close();
        SinkKit kit = SinkKit.open(new DirectorySink(temp, ChannelsConfig.KEEP_ALL, faults), restored);
        opened.add(kit);
        return kit;
    }

    private SinkKit open() throws Exception {
        return open(FaultPlan.NONE, Optional.empty());
    }

    private SinkKit reopen(SinkKit.Checkpoint from) throws Exception {
        return open(FaultPlan.NONE, Optional.of(from));
    }

    private List<String> lines() throws Exception {
        try (Stream<String> lines = ChannelReader.lines(temp)) {
            return lines.toList();
        }
    }

    private long staged() throws Exception {
        try (Stream<Path> files = Files.list(temp.resolve(".staged"))) {
            return files.count();
        }
    }

    @Test
    void linesBecomeReadableWhenTheirCheckpointCompletes() throws Exception {
        SinkKit kit = open();
        kit.write("a", "b");
        SinkKit.Checkpoint checkpoint = kit.checkpoint();
        kit.write("c");
        assertThat(lines()).isEmpty();

        kit.complete(checkpoint);

        assertThat(lines()).containsExactly("a", "b");
        assertThat(staged()).isEqualTo(1);
    }

    @Test
    void aCheckpointThatIsNeverCompletedIsPublishedWithTheNext() throws Exception {
        SinkKit kit = open();
        kit.write("a");
        kit.checkpoint();
        kit.write("b");

        kit.complete(kit.checkpoint());

        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void recordsStagedByAnAbortedAttemptAreDeletedAndWrittenAgain() throws Exception {
        SinkKit kit = open();
        kit.write("a");
        SinkKit.Checkpoint checkpoint = kit.checkpoint();
        kit.write("b");
        kit.checkpoint();
        kit.write("c");

        kit = reopen(checkpoint);

        assertThat(lines()).containsExactly("a");
        assertThat(staged()).isZero();
        kit.write("b'");
        kit.complete(kit.checkpoint());
        assertThat(lines()).containsExactly("a", "b'");
    }

    @Test
    void aNewJobContinuesAfterExistingRecords() throws Exception {
        SinkKit kit = open();
        kit.write("a");
        kit.complete(kit.checkpoint());
        kit.write("lost");

        kit = open();
        kit.write("b");
        kit.complete(kit.checkpoint());

        assertThat(lines()).containsExactly("a", "b");
    }

    @Test
    void restoringAnOlderCheckpointTruncatesTheChannelAtOnce() throws Exception {
        SinkKit kit = open();
        kit.write("a");
        SinkKit.Checkpoint old = kit.checkpoint();
        kit.complete(old);
        kit.write("b");
        kit.complete(kit.checkpoint());

        reopen(old);

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void theNextAttemptRecoversFromACrashBetweenSegmentAndHead() throws Exception {
        FaultPlan faults = new FaultPlan(List.of(new Fault(Point.CHANNEL_PUBLISHED, 1, 0)));
        SinkKit kit = open(faults, Optional.empty());
        kit.write("a");
        SinkKit.Checkpoint checkpoint = kit.checkpoint();
        assertThatThrownBy(() -> kit.complete(checkpoint)).isInstanceOf(InjectedFault.class);
        assertThat(lines()).isEmpty();

        reopen(checkpoint);

        assertThat(lines()).containsExactly("a");
    }

    @Test
    void injectedFailuresOccurAtTheirPoints() throws Exception {
        SinkKit kit = open(
                new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 2, 0), new Fault(Point.CHANNEL_PUBLISH, 1, 0))),
                Optional.empty());
        kit.write("a");
        assertThatThrownBy(() -> kit.write("b")).isInstanceOf(InjectedFault.class);
        SinkKit.Checkpoint checkpoint = kit.checkpoint();
        assertThatThrownBy(() -> kit.complete(checkpoint)).isInstanceOf(InjectedFault.class);

        FaultPlan restore = new FaultPlan(List.of(new Fault(Point.RESTORE, 1, 0)));
        assertThatThrownBy(() -> open(restore, Optional.of(checkpoint))).isInstanceOf(InjectedFault.class);
    }
}
