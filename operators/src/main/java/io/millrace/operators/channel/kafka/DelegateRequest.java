package io.millrace.operators.channel.kafka;

import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.jspecify.annotations.Nullable;

/**
 * The request that Flink's committer receives for one of our transactions. Failures are recorded, so that our committer can
 * handle them: Flink's committer treats an aborted transaction as committed.
 */
final class DelegateRequest implements CommitRequest<Object> {
    private final CommitRequest<Numbered> request;
    private boolean retried;
    private @Nullable Throwable failure;

    DelegateRequest(CommitRequest<Numbered> request) {
        this.request = request;
    }

    /** Whether the commit will be retried. */
    boolean retried() {
        return retried;
    }

    /** Why the commit failed; empty if no failure was signalled. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Object getCommittable() {
        return request.getCommittable().transaction();
    }

    @Override
    public int getNumberOfRetries() {
        return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
        failure = reason;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
        failure = reason;
    }

    @Override
    public void retryLater() {
        retried = true;
        request.retryLater();
    }

    @Override
    public void updateAndRetryLater(Object transaction) {
        retried = true;
        Numbered numbered = request.getCommittable();
        request.updateAndRetryLater(new Numbered(numbered.start(), numbered.end(), transaction, numbered.restored()));
    }

    @Override
    public void signalAlreadyCommitted() {
        // Ignored: our committer finds out from the records in the topic.
    }
}
