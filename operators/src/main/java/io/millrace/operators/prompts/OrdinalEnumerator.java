package io.millrace.operators.prompts;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the shares of a data set's endless order to readers.
 *
 * <p>The number of shares is fixed for the life of the job. It is usually much larger than the number of readers, so a
 * rescaled job still has work for each reader.
 */
final class OrdinalEnumerator implements SplitEnumerator<OrdinalSplit, List<OrdinalSplit>> {
    /** Number of shares, unless a job has more readers. */
    static final int SHARES = 128;

    private final SplitEnumeratorContext<OrdinalSplit> context;
    private final List<OrdinalSplit> unassigned;

    OrdinalEnumerator(SplitEnumeratorContext<OrdinalSplit> context, List<OrdinalSplit> unassigned) {
        this.context = context;
        this.unassigned = new ArrayList<>(unassigned);
    }

    /** The shares of a new job. */
    static List<OrdinalSplit> all(int readers) {
        int stride = Math.max(SHARES, readers);
        List<OrdinalSplit> splits = new ArrayList<>();
        for (int residue = 0; residue < stride; residue++) {
            splits.add(OrdinalSplit.start(residue, stride));
        }
        return splits;
    }

    @Override
    public void start() {
        // Splits are assigned as readers register.
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        // Readers never request splits: each keeps its shares.
    }

    @Override
    public void addSplitsBack(List<OrdinalSplit> splits, int reader) {
        unassigned.addAll(splits);
        if (context.registeredReaders().containsKey(reader)) {
            addReader(reader);
        }
    }

    @Override
    public void addReader(int reader) {
        int readers = context.currentParallelism();
        for (OrdinalSplit split : List.copyOf(unassigned)) {
            if (split.residue() % readers == reader) {
                unassigned.remove(split);
                context.assignSplit(split, reader);
            }
        }
    }

    @Override
    public List<OrdinalSplit> snapshotState(long checkpoint) {
        return List.copyOf(unassigned);
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
