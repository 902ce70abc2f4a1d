package io.millrace.operators.channel;

import io.millrace.check.Require;

/**
 * The range of records that a channel holds, without gaps.
 *
 * @param oldest number of the oldest record held; equal to {@code next} if none is
 * @param next number of the next record to be published, which is also the number of records published so far
 */
public record HeldRecords(long oldest, long next) {
    public HeldRecords {
        Require.that(0 <= oldest && oldest <= next, "held records: oldest must be in 0..%d, was %d", next, oldest);
    }
}
