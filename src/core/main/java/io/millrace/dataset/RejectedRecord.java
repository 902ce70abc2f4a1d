package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Surrogates;

/**
 * A record of a file that could not be used as a prompt.
 *
 * @param file the file's name
 * @param position line (JSON lines), record (JSON array) or row (Parquet), from 1
 * @param reason the violated rule
 * @param raw its text, cut to {@value #LONGEST_RAW} characters
 */
public record RejectedRecord(String file, long position, String reason, String raw) {
    /** Maximum number of characters kept of a record's text. */
    public static final int LONGEST_RAW = 500;

    public RejectedRecord {
        requireNonNull(file, "file");
        requireNonNull(reason, "reason");
        reason = Surrogates.escaped(reason);
        raw = Surrogates.escaped(Surrogates.cut(raw, LONGEST_RAW));
    }

    @Override
    public String toString() {
        return file + ":" + position + ": " + reason;
    }
}
