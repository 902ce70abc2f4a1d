package io.millrace.operators.channel.kafka;

import java.time.Duration;
import java.util.Optional;

/** Determines the number of the first record that a writer writes, from the records in its topic. */
final class WriterStart {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 50;

    private final TopicLog log;
    private final KafkaErrors errors;

    WriterStart(TopicLog log, KafkaErrors errors) {
        this.log = log;
        this.errors = errors;
    }

    /** The number after the last committed record. */
    long afterCommitted() {
        TopicLog.Held held = log.held();
        if (held.forgotten()) {
            throw errors.refuse(
                    "must hold a record or be new for a job that starts from scratch, has only deleted ones, whose numbers are unknown: restore a checkpoint, or delete and recreate the topic");
        }
        return held.next();
    }

    /**
     * The number at which a restored writer starts. The topic must end there, unless all its records have been deleted.
     *
     * @param number the number of the next record in the checkpoint
     * @throws io.millrace.channel.ChannelException if the topic ends before that number or continues beyond it
     */
    long at(long number) {
        TopicLog.Held held = log.held();
        // The committer may still be committing the checkpoint's transactions.
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (held.next() < number && !held.forgotten() && System.nanoTime() < deadline) {
            pause();
            held = log.held();
        }
        if (held.next() > number) {
            throw errors.refuse(
                    "record %d must be the next one for a job that is restored from this checkpoint, was %d: committed records cannot be withdrawn: restore the newest checkpoint, or continue the run with other topics",
                    number, held.next());
        }
        if (held.next() < number && !held.forgotten()) {
            throw errors.lost(held.next(), number, Optional.empty());
        }
        return number;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the channel was opened", e);
        }
    }
}
