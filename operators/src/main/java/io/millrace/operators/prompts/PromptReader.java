package io.millrace.operators.prompts;

import io.millrace.dataset.Dataset;
import io.millrace.dataset.VisitOrder;
import io.millrace.metric.Metric;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptVisit;
import io.millrace.operators.EmitPermit;
import io.millrace.policy.PolicyFollower;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;

/**
 * Reads its shares of the order, always the lowest ordinal first, up to the limit; then it idles.
 *
 * <p>A prompt is emitted only when the staleness bound allows sampling it, so visits in flight never wait for each
 * other: if visits waited downstream, those that a rescaled job assigns to one subtask could block each other.
 */
final class PromptReader implements SourceReader<PromptVisit, OrdinalSplit> {
    private final Dataset dataset;
    private final VersionOrders orders;
    private final long limit;
    private final PolicyFollower pace;
    private final InstantSource clock;
    private final EmitPermit<PolicyVersion> permit;
    private final PriorityQueue<OrdinalSplit> shares =
            new PriorityQueue<>(Comparator.comparingLong(OrdinalSplit::next));
    private volatile long read;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    /**
     * @param orders orders of visits by version; a visit uses the order of the version that allows it to start
     * @param limit first ordinal that is not read
     * @param pace pace of the reader; has the orders adopt each version
     * @param clock provides the time at which a prompt is read
     */
    PromptReader(
            Dataset dataset,
            VersionOrders orders,
            long limit,
            PolicyFollower pace,
            InstantSource clock,
            MetricGroup metrics) {
        this.dataset = dataset;
        this.orders = orders;
        this.limit = limit;
        this.pace = pace;
        this.clock = clock;
        this.permit = new EmitPermit<>(ordinal -> pace.whenMayStart(PromptSource.SPLIT, ordinal));
        metrics.gauge(Metric.SOURCE_PACED.key(), () -> pace.waiting() > 0 ? 1 : 0);
        metrics.gauge(Metric.VISITS_READ.key(), this::read);
    }

    @Override
    public void start() {
        // Shares arrive through addSplits.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<PromptVisit> output) {
        OrdinalSplit share = shares.peek();
        if (share == null || share.next() >= limit) {
            available = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }
        long ordinal = share.next();
        if (!permit.tryAcquire(ordinal)) {
            available = permit.available();
            return InputStatus.NOTHING_AVAILABLE;
        }
        VisitOrder order = orders.of(permit.value());
        long now = clock.millis();
        PromptVisit visit = new PromptVisit(
                dataset.get(order.indexAt(ordinal)), order.visitAt(ordinal), PromptSource.SPLIT, ordinal, now);
        output.collect(visit, now);
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
        // A rescaled job splits the list into contiguous runs: this order spreads each run evenly over the ordinals.
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

    /** Visits read since the job first started, counted by position, so that the count survives a restore. */
    private long read() {
        return read;
    }

    private void publishRead() {
        read = shares.stream().mapToLong(s -> s.next() / s.stride()).sum();
    }

    @Override
    public void notifyNoMoreSplits() {
        // The order is endless; only the limit ends it.
    }

    @Override
    public void close() {
        pace.close();
    }
}
