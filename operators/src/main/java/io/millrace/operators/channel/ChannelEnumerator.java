package io.millrace.operators.channel;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Assigns the only split to the first reader that registers; other readers stay idle. */
final class ChannelEnumerator implements SplitEnumerator<ChannelSplit, Optional<ChannelSplit>> {
    private final SplitEnumeratorContext<ChannelSplit> context;
    private @Nullable ChannelSplit unassigned;

    ChannelEnumerator(SplitEnumeratorContext<ChannelSplit> context, Optional<ChannelSplit> unassigned) {
        this.context = context;
        this.unassigned = unassigned.orElse(null);
    }

    @Override
    public void start() {
        // The split is assigned when a reader registers.
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        // Readers never request splits: the one that has the split keeps it.
    }

    @Override
    public void addSplitsBack(List<ChannelSplit> splits, int reader) {
        splits.forEach(split -> unassigned = split);
        context.registeredReaders().keySet().stream().findFirst().ifPresent(this::addReader);
    }

    @Override
    public void addReader(int reader) {
        ChannelSplit split = unassigned;
        if (split != null) {
            unassigned = null;
            context.assignSplit(split, reader);
        }
    }

    @Override
    public Optional<ChannelSplit> snapshotState(long checkpoint) {
        return Optional.ofNullable(unassigned);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
