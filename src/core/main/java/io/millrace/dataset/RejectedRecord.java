package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Surrogates;

/**
 * A record of a file that could not be used as a prompt.
 *
 * @param file the file's name
 * @param position line (JSON lines), record (JSON array) or row (Parquet), from 1
 * @param reason the violated rule
 * @param raw its text, cut to {@value #MAX_RAW_LENGTH} characters
 */
public record RejectedRecord(String file, long position, String reason, String raw) {
    /** Maximum number of characters kept of a record's text. */
    public static final int MAX_RAW_LENGTH = 500;

    public RejectedRecord {
        requireNonNull(file, "file");
        requireNonNull(reason, "reason");
        reason = Surrogates.escaped(reason);
        raw = Surrogates.escaped(Surrogates.cut(raw, MAX_RAW_LENGTH));
    }

    @Override
    public String toString() {
        return file + ":" + position + ": " + reason;
    }
}
