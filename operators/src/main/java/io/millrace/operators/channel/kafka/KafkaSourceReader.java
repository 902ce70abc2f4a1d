package io.millrace.operators.channel.kafka;

import io.millrace.metric.Metric;
import io.millrace.operators.EmitPermit;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Emits the records of a topic; stays idle unless the only split is assigned to it. Offsets are committed when a
 * checkpoint completes.
 */
final class KafkaSourceReader implements SourceReader<ChannelRecord, KafkaSplit> {
    private final Function<KafkaSplit, TopicFetcher> fetchers;
    private final RecordPacing pacing;
    private final EmitPermit<Object> permit;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private final TreeMap<Long, KafkaSplit> snapshots = new TreeMap<>();
    private volatile @Nullable TopicFetcher fetcher;
    private MergedRecords.@Nullable Placed held;
    private long next;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    KafkaSourceReader(
            Function<KafkaSplit, TopicFetcher> fetchers, RecordPacing pacing, SourceReaderMetricGroup metrics) {
        this.fetchers = fetchers;
        this.pacing = pacing;
        this.permit = new EmitPermit<>(pacing::whenMayEmit);
        metrics.setPendingRecordsGauge(() -> fetcher == null ? 0L : fetcher.pending());
        metrics.gauge(Metric.CHANNEL_FOREIGN.key(), () -> fetcher == null ? 0L : fetcher.foreign());
    }

    @Override
    public void start() {
        // The split arrives in addSplits.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ChannelRecord> output) {
        TopicFetcher from = fetcher;
        if (from == null) {
            available = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }
        MergedRecords.Placed placed = held == null ? from.poll() : held;
        held = placed;
        if (placed == null) {
            available = from.available();
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (!permit.tryAcquire(placed.record().number())) {
            available = permit.available();
            return InputStatus.NOTHING_AVAILABLE;
        }
        placed.record().emitTo(output);
        held = null;
        next = placed.record().number() + 1;
        offsets.put(placed.partition(), placed.offset() + 1);
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<KafkaSplit> snapshotState(long checkpoint) {
        if (fetcher == null) {
            return List.of();
        }
        KafkaSplit split = new KafkaSplit(next, offsets);
        snapshots.put(checkpoint, split);
        return List.of(split);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        var complete = snapshots.floorEntry(checkpoint);
        TopicFetcher from = fetcher;
        if (complete != null && from != null) {
            from.commit(complete.getValue().offsets());
        }
        snapshots.headMap(checkpoint, true).clear();
    }

    @Override
    public void addSplits(List<KafkaSplit> splits) {
        for (KafkaSplit split : splits) {
            next = split.next();
            offsets.putAll(split.offsets());
            fetcher = fetchers.apply(split);
        }
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        // The only split is unbounded.
    }

    @Override
    public void close() {
        pacing.close();
        TopicFetcher from = fetcher;
        if (from != null) {
            from.close();
        }
    }
}
