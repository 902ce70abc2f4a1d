package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Records that are published together: the records staged between two checkpoints.
 *
 * @param start start position of its first record
 * @param records number of records, at least 1
 * @param bytes their size, line ends included, in bytes; at least the number of records
 * @param crc CRC-32C of those bytes
 */
public record Batch(Position start, long records, long bytes, long crc) {
    public Batch {
        requireNonNull(start, "start");
        Require.that(records >= 1, "channel batch: records must be >= 1, was %d", records);
        Require.that(bytes >= records, "channel batch: bytes must be >= records = %d, was %d", records, bytes);
    }

    /** The position of the record after its last one. */
    public Position end() {
        return start.plus(records, bytes);
    }

    @Override
    public String toString() {
        return "records %d..%d".formatted(start.records(), end().records() - 1);
    }
}
