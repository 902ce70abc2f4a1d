package io.millrace.operators.channel.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A transaction that is ready to be committed.
 *
 * @param start number of its first record
 * @param end number after its last record
 * @param transaction the transaction that Flink's sink commits
 * @param restored whether it comes from a checkpoint, in which case it may already have been committed
 */
record Numbered(long start, long end, Object transaction, boolean restored) {
    Numbered {
        requireNonNull(transaction, "transaction");
        Require.that(0 <= start && start < end, "transaction: records must be a range, were %d up to %d", start, end);
    }

    /** For messages. */
    String records() {
        return "records %d..%d".formatted(start, end - 1);
    }
}
