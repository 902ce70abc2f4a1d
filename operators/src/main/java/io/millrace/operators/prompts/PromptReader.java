package io.millrace.operators.prompts;

import io.millrace.dataset.Dataset;
import io.millrace.dataset.VisitOrder;
import io.millrace.metric.Metric;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptVisit;
import io.millrace.operators.Turn;
import io.millrace.policy.PolicyFollower;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;

/**
 * Reads its shares of the order, always the lowest ordinal first, up to the limit; then it waits for good.
 *
 * <p>A prompt leaves only once the staleness bound lets it be sampled. So whatever is in flight can go on by itself: were
 * visits to wait further down, those that a rescaled job deals to one subtask could block each other.
 */
final class PromptReader implements SourceReader<PromptVisit, OrdinalSplit> {
    private final Dataset dataset;
    private final VersionOrders orders;
    private final long limit;
    private final PolicyFollower pace;
    private final Turn<PolicyVersion> turn;
    private final PriorityQueue<OrdinalSplit> shares =
            new PriorityQueue<>(Comparator.comparingLong(OrdinalSplit::next));
    private volatile long read;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    /**
     * @param orders of visits; a visit goes by that of the version that lets it start
     * @param limit ordinals from here on are not read
     * @param pace has the orders adopt each version
     */
    PromptReader(Dataset dataset, VersionOrders orders, long limit, PolicyFollower pace, MetricGroup metrics) {
        this.dataset = dataset;
        this.orders = orders;
        this.limit = limit;
        this.pace = pace;
        this.turn = new Turn<>(ordinal -> pace.whenMayStart(PromptSource.SPLIT, ordinal));
        metrics.gauge(Metric.SOURCE_PACED.key(), () -> pace.waiting() > 0 ? 1 : 0);
        metrics.gauge(Metric.VISITS_READ.key(), this::read);
    }

    @Override
    public void start() {
        // Shares arrive by addSplits.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<PromptVisit> output) {
        OrdinalSplit share = shares.peek();
        if (share == null || share.next() >= limit) {
            available = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }
        long ordinal = share.next();
        if (!turn.mayLeave(ordinal)) {
            available = turn.answered();
            return InputStatus.NOTHING_AVAILABLE;
        }
        VisitOrder order = orders.of(turn.answer());
        output.collect(new PromptVisit(
                dataset.get(order.indexAt(ordinal)), order.visitAt(ordinal), PromptSource.SPLIT, ordinal));
        shares.poll();
        shares.add(share.advanced());
        publishRead();
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<OrdinalSplit> snapshotState(long checkpoint) {
        // A rescaled job deals the list out in runs: in this order each run is spread evenly over the ordinals.
        return shares.stream()
                .sorted(Comparator.comparingInt(share -> Integer.reverse(share.residue())))
                .toList();
    }

    @Override
    public void addSplits(List<OrdinalSplit> splits) {
        shares.addAll(splits);
        publishRead();
        available.complete(null);
    }

    /** Visits read since the job first started, by position: a restore does not lose count. */
    private long read() {
        return read;
    }

    private void publishRead() {
        read = shares.stream().mapToLong(s -> s.next() / s.stride()).sum();
    }

    @Override
    public void notifyNoMoreSplits() {
        // An endless order has no end; the limit is the only one.
    }

    @Override
    public void close() {
        pace.close();
    }
}
