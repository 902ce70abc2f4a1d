package io.millrace.operators.channel.kafka;

import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Commits the transactions of completed checkpoints in the order of their records, and makes sure that each record is
 * committed once: Flink's committer only logs that a transaction was aborted by the broker.
 */
final class NumberedCommitter implements Committer<Numbered> {
    private static final Duration VISIBLE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 5;

    private final Committer<Object> delegate;
    private final TopicLog log;
    private final OpenCommits commits;
    private final KafkaErrors errors;
    private final FaultTrigger beforeCommit;
    private final FaultTrigger committed;
    private volatile long next;

    NumberedCommitter(
            Committer<Object> delegate,
            TopicLog log,
            OpenCommits commits,
            KafkaErrors errors,
            FaultTrigger beforeCommit,
            FaultTrigger committed,
            MetricGroup metrics) {
        this.delegate = delegate;
        this.log = log;
        this.commits = commits;
        this.errors = errors;
        this.beforeCommit = beforeCommit;
        this.committed = committed;
        metrics.gauge(Metric.CHANNEL_RECORDS.key(), () -> next);
    }

    @Override
    public void commit(Collection<CommitRequest<Numbered>> requests) throws IOException, InterruptedException {
        List<CommitRequest<Numbered>> ordered = requests.stream()
                .sorted(Comparator.comparingLong(
                        request -> request.getCommittable().start()))
                .toList();
        boolean retries = false;
        for (CommitRequest<Numbered> request : ordered) {
            if (retries) {
                request.retryLater(); // Later records must not be committed before earlier ones.
            } else {
                beforeCommit.pass();
                retries = !commit(request);
            }
        }
    }

    /** Whether the transaction is committed now. */
    private boolean commit(CommitRequest<Numbered> request) throws IOException, InterruptedException {
        Numbered transaction = request.getCommittable();
        long before = log.next();
        if (before >= transaction.end()) {
            if (!transaction.restored() && request.getNumberOfRetries() == 0) {
                throw another(transaction, before); // This attempt has not committed it.
            }
            next = before;
            request.signalAlreadyCommitted();
            return true;
        }
        if (before < transaction.start()) {
            throw errors.lost(before, transaction.start(), Optional.empty());
        }
        if (before > transaction.start()) {
            throw another(transaction, before);
        }
        DelegateRequest inner = new DelegateRequest(request);
        delegate.commit(List.of(inner));
        if (inner.retried()) {
            return false;
        }
        next = awaitVisible(transaction, inner);
        committed.pass();
        return true;
    }

    private RuntimeException another(Numbered transaction, long before) {
        return errors.refuse(
                "%s must follow what is committed, which ends before record %d: another job writes to the topic: stop one of the two, and restore its newest checkpoint",
                transaction.records(), before);
    }

    /** The broker completes a commit after it has confirmed it. */
    private long awaitVisible(Numbered transaction, DelegateRequest request) throws InterruptedException {
        long deadline = System.nanoTime() + VISIBLE.toNanos();
        long now = log.next();
        while (now < transaction.end() || commits.any(log.partitions())) {
            if (now < transaction.end() && request.failure().isPresent()) {
                throw errors.lost(transaction.start(), transaction.end(), request.failure());
            }
            if (System.nanoTime() > deadline) {
                throw errors.refuse(
                        "%s must be visible after their commit, were not within %d s: an open transaction of another program may hold them back",
                        transaction.records(), VISIBLE.toSeconds());
            }
            Thread.sleep(PAUSE_MILLIS);
            now = log.next();
        }
        return now;
    }

    @Override
    public void close() throws IOException {
        try {
            TransactionalSink.close(delegate);
        } finally {
            log.close();
            commits.close();
        }
    }
}
