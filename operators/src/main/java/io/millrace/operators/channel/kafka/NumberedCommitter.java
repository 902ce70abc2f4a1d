package io.millrace.operators.channel.kafka;

import io.millrace.metric.Metric;
import io.millrace.operators.fault.FaultTrigger;
import java.io.IOException;
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
                throw otherWriter(transaction, before); // This attempt has not committed it.
            }
            next = before;
            request.signalAlreadyCommitted();
            return true;
        }
        if (before < transaction.start()) {
            throw errors.lost(before, transaction.start(), Optional.empty());
        }
        if (before > transaction.start()) {
            throw otherWriter(transaction, before);
        }
        DelegateRequest inner = new DelegateRequest(request);
        delegate.commit(List.of(inner));
        if (inner.retried()) {
            return false;
        }
        next = new CommitWatch(log, commits, errors).await(transaction.start(), transaction.end(), inner.failure());
        committed.pass();
        return true;
    }

    private RuntimeException otherWriter(Numbered transaction, long before) {
        return errors.refuse(
                "%s must start at record %d, the next uncommitted one: another job is writing to the topic: stop one of the two jobs, and restore the other from its newest checkpoint",
                transaction.records(), before);
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
