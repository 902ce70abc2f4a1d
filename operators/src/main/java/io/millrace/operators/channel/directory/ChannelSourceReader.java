package io.millrace.operators.channel.directory;

import io.millrace.channel.ChannelReader;
import io.millrace.channel.Position;
import io.millrace.operators.EmitPermit;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordPacing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.jspecify.annotations.Nullable;

/** Reads the channel once its split is assigned to this reader; polls for new records at the end of the channel. */
final class ChannelSourceReader implements SourceReader<ChannelRecord, ChannelSplit> {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path folder;
    private final RecordPacing pacing;
    private final EmitPermit<Object> permit;
    private @Nullable ChannelReader reader;
    private @Nullable ChannelRecord held;
    private volatile boolean assigned;
    private volatile Position next = Position.START;
    private long first;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    ChannelSourceReader(Path folder, RecordPacing pacing, SourceReaderMetricGroup metrics) {
        this.folder = folder;
        this.pacing = pacing;
        this.permit = new EmitPermit<>(pacing::whenMayEmit);
        metrics.setPendingRecordsGauge(() -> assigned ? ChannelReader.published(folder) - next.records() : 0);
    }

    @Override
    public void start() {
        // The split arrives through addSplits.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ChannelRecord> output) {
        ChannelReader from = reader;
        if (from == null) {
            available = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }
        ChannelRecord record = held == null ? read(from) : held;
        held = record;
        if (record == null) {
            available = new CompletableFuture<Void>().completeOnTimeout(null, LOOK.toNanos(), TimeUnit.NANOSECONDS);
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (!permit.tryAcquire(record.number())) {
            available = permit.available();
            return InputStatus.NOTHING_AVAILABLE;
        }
        record.emitTo(output);
        held = null;
        next = from.position();
        return InputStatus.MORE_AVAILABLE;
    }

    private @Nullable ChannelRecord read(ChannelReader from) {
        long number = from.position().records() - first;
        Optional<String> line = from.next();
        return line.map(text -> new ChannelRecord(number, text)).orElse(null);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<ChannelSplit> snapshotState(long checkpoint) {
        return reader == null ? List.of() : List.of(new ChannelSplit(next, first));
    }

    @Override
    public void addSplits(List<ChannelSplit> splits) {
        for (ChannelSplit split : splits) {
            next = split.next();
            first = split.first();
            reader = new ChannelReader(folder, next);
            assigned = true;
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
        if (reader != null) {
            reader.close();
        }
    }
}
