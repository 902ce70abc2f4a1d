package io.millrace.operators.channel.kafka;

import java.time.Duration;
import java.util.Optional;

/** Waits until committed records can be read: the broker completes a commit after it has confirmed it. */
final class CommitWatch {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 5;

    private final TopicLog log;
    private final OpenCommits commits;
    private final KafkaErrors errors;

    CommitWatch(TopicLog log, OpenCommits commits, KafkaErrors errors) {
        this.log = log;
        this.commits = commits;
        this.errors = errors;
    }

    /** Waits for records whose commit was confirmed; returns the number of the next record. */
    long await(long start, long end) throws InterruptedException {
        return await(start, end, Optional.empty());
    }

    /**
     * Waits for records.
     *
     * @param start number of the first one
     * @param end number after the last one
     * @param failure of their commit: either they can be read nevertheless, or they are lost
     * @return the number of the next record to be committed
     */
    long await(long start, long end, Optional<Throwable> failure) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long now = log.next();
        while (now < end || commits.any(log.partitions())) {
            if (now < end && failure.isPresent()) {
                throw errors.lost(start, end, failure);
            }
            if (System.nanoTime() > deadline) {
                throw errors.refuse(
                        "records %d..%d were not visible within %d s after their commit: an open transaction of another program may hold them back",
                        start, end - 1, LIMIT.toSeconds());
            }
            Thread.sleep(PAUSE_MILLIS);
            now = log.next();
        }
        return now;
    }
}
