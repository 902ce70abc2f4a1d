package io.millrace.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.check.Require;

/**
 * The start of an existing or future record in a channel.
 *
 * @param records number of records before it in the channel, which is also its number, from 0
 * @param segment number of the first record of its segment, in 0..records
 * @param bytes number of bytes before it in its segment, from 0
 */
public record Position(
        @JsonProperty(required = true) long records,
        @JsonProperty(required = true) long segment,
        @JsonProperty(required = true) long bytes) {
    /** The position of a channel's first record. */
    public static final Position START = new Position(0, 0, 0);

    public Position {
        Require.that(records >= 0, "channel position: records must be >= 0, was %d", records);
        Require.that(
                segment >= 0 && segment <= records,
                "channel position: segment must be in 0..%d, was %d",
                records,
                segment);
        Require.that(bytes >= 0, "channel position: bytes must be >= 0, was %d", bytes);
        Require.that(
                (records == segment) == (bytes == 0),
                "channel position: bytes must be 0 at a segment's first record and nowhere else, was %d at record %d of %d",
                bytes,
                records,
                segment);
    }

    /** This position if the segment still has room, otherwise the start of the next segment. */
    Position rolled(long segmentBytes) {
        return bytes >= segmentBytes ? new Position(records, records, 0) : this;
    }

    /** The position after this many more records and bytes in the same segment. */
    Position plus(long moreRecords, long moreBytes) {
        return new Position(records + moreRecords, segment, bytes + moreBytes);
    }
}
