package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

/**
 * A record of a source that became no prompt of the data set.
 *
 * @param source name of the source
 * @param cause why, in short
 * @param record where it is, the rule in full, and its text
 */
public record LeftOut(String source, Cause cause, Rejected record) {
    public LeftOut {
        requireNonNull(source, "source");
        requireNonNull(cause, "cause");
        requireNonNull(record, "record");
    }

    /** Why records are left out. */
    public enum Cause {
        /** It cannot be read, or lacks what a prompt needs. */
        BROKEN(true),
        /** No answer to it could be judged. */
        UNGRADABLE(true),
        /** A filter does not keep it. */
        FILTERED(false),
        /** It is a prompt to measure on. */
        HELD_OUT(false),
        /** An earlier one has the same letters, digits, signs and truths. */
        DUPLICATE(false);

        private final boolean fault;

        Cause(boolean fault) {
            this.fault = fault;
        }

        /** Whether something is wrong with the record; the others are left out as configured. */
        public boolean fault() {
            return fault;
        }
    }

    /** The rule without the prompt and the value that break it: what records are counted by. */
    public String rule() {
        String reason = record.reason().replaceFirst("prompt \\S+: ", "");
        int value = reason.lastIndexOf(", was ");
        return value < 0 ? reason : reason.substring(0, value);
    }
}
