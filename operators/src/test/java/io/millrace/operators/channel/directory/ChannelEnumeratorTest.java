package io.millrace.operators.channel.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.Position;
import io.millrace.operators.channel.ChannelEnumerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ChannelEnumeratorTest {
    private static final ChannelSplit SPLIT = new ChannelSplit(new Position(5, 0, 100));

    private final Cluster cluster = new Cluster();

    @Test
    void theFirstReaderGetsTheChannelAndTheOthersNothing() {
        ChannelEnumerator<ChannelSplit> enumerator = new ChannelEnumerator<>(cluster, Optional.of(SPLIT));
        assertThat(enumerator.snapshotState(1)).contains(SPLIT);

        cluster.register(2);
        enumerator.addReader(2);
        cluster.register(0);
        enumerator.addReader(0);

        assertThat(cluster.assigned).isEqualTo(Map.of(2, SPLIT));
        assertThat(enumerator.snapshotState(2)).isEmpty();
    }

    @Test
    void aRestoredEnumeratorAssignsNothingIfAReaderHasTheChannel() {
        ChannelEnumerator<ChannelSplit> enumerator = new ChannelEnumerator<>(cluster, Optional.empty());
        cluster.register(0);
        enumerator.addReader(0);

        assertThat(cluster.assigned).isEmpty();
    }

    @Test
    void aReturnedChannelIsAssignedToARegisteredReaderOrTheNextOneToRegister() {
        ChannelEnumerator<ChannelSplit> enumerator = new ChannelEnumerator<>(cluster, Optional.empty());
        enumerator.addSplitsBack(List.of(SPLIT), 1);
        assertThat(enumerator.snapshotState(1)).contains(SPLIT);
        cluster.register(3);
        enumerator.addReader(3);
        assertThat(cluster.assigned).isEqualTo(Map.of(3, SPLIT));

        cluster.assigned.clear();
        enumerator.addSplitsBack(List.of(SPLIT), 1);
        assertThat(cluster.assigned).isEqualTo(Map.of(3, SPLIT));
    }

    /** Registered readers and their assigned splits. */
    private static final class Cluster implements SplitEnumeratorContext<ChannelSplit> {
        final Map<Integer, ReaderInfo> readers = new HashMap<>();
        final Map<Integer, ChannelSplit> assigned = new HashMap<>();

        void register(int reader) {
            readers.put(reader, new ReaderInfo(reader, "here"));
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public void assignSplits(SplitsAssignment<ChannelSplit> assignment) {
            assignment.assignment().forEach((reader, splits) -> assigned.put(reader, splits.get(0)));
        }

        @Override
        public int currentParallelism() {
            return 4;
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
        }

        @Override
        public void sendEventToSourceReader(int reader, SourceEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signalNoMoreSplits(int reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            throw new UnsupportedOperationException();
        }
    }
}
