package io.millrace.operators.channel;

import io.millrace.check.Require;

/**
 * The records that a channel holds: all from the oldest to the newest.
 *
 * @param oldest number of the oldest record; that of the next one if none is held
 * @param next number of the next record to be published, which is also the number of records published so far
 */
public record HeldRecords(long oldest, long next) {
    public HeldRecords {
        Require.that(0 <= oldest && oldest <= next, "held records: oldest must be in 0..%d, was %d", next, oldest);
    }
}
