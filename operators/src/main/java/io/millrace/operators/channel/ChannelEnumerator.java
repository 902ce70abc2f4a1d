package io.millrace.operators.channel;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the only split of a channel to the first reader that registers; other readers stay idle.
 *
 * @param <S> type of the split
 */
public final class ChannelEnumerator<S extends SourceSplit> implements SplitEnumerator<S, Optional<S>> {
    private final SplitEnumeratorContext<S> context;
    private @Nullable S unassigned;

    /**
     * @param unassigned the split; empty if a reader has it
     */
    public ChannelEnumerator(SplitEnumeratorContext<S> context, Optional<S> unassigned) {
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
    public void addSplitsBack(List<S> splits, int reader) {
        splits.forEach(split -> unassigned = split);
        context.registeredReaders().keySet().stream().findFirst().ifPresent(this::addReader);
    }

    @Override
    public void addReader(int reader) {
        S split = unassigned;
        if (split != null) {
            unassigned = null;
            context.assignSplit(split, reader);
        }
    }

    @Override
    public Optional<S> snapshotState(long checkpoint) {
        return Optional.ofNullable(unassigned);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
