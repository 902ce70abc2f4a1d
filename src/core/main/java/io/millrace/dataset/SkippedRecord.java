package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

/**
 * A record of a source that was left out of the data set.
 *
 * @param source name of the source
 * @param cause the reason, in short
 * @param record its position, the full rule, and its text
 */
public record SkippedRecord(String source, Cause cause, RejectedRecord record) {
    public SkippedRecord {
        requireNonNull(source, "source");
        requireNonNull(cause, "cause");
        requireNonNull(record, "record");
    }

    /** Why records are left out. */
    public enum Cause {
        /** It cannot be read, or lacks a required field. */
        BROKEN(true),
        /** No answer to it can be judged. */
        UNGRADABLE(true),
        /** A filter rejects it. */
        FILTERED(false),
        /** It is an evaluation prompt. */
        HELD_OUT(false),
        /** An earlier one has the same letters, digits, signs and truths. */
        DUPLICATE(false);

        private final boolean fault;

        Cause(boolean fault) {
            this.fault = fault;
        }

        /** Whether the record is faulty; others are left out as configured. */
        public boolean fault() {
            return fault;
        }
    }

    /** The rule without the offending prompt and value, by which records are counted. */
    public String rule() {
        String reason = record.reason().replaceFirst("prompt \\S+: ", "");
        int value = reason.lastIndexOf(", was ");
        return value < 0 ? reason : reason.substring(0, value);
    }
}
