package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Records that are published together: what a writer staged between two checkpoints.
 *
 * @param start of its first record
 * @param records in it, at least 1
 * @param bytes of them, line ends included, at least as many as records
 * @param crc CRC-32C of those bytes
 */
public record Batch(Position start, long records, long bytes, long crc) {
    public Batch {
        requireNonNull(start, "start");
        Require.that(records >= 1, "channel batch: records must be >= 1, was %d", records);
        Require.that(bytes >= records, "channel batch: bytes must be >= records = %d, was %d", records, bytes);
    }

    /** Of the record after its last one. */
    public Position end() {
        return start.plus(records, bytes);
    }

    @Override
    public String toString() {
        return "records %d..%d".formatted(start.records(), end().records() - 1);
    }
}
