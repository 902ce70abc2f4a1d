package io.millrace.model;

import io.millrace.check.Require;

/**
 * A range of response tokens.
 *
 * @param from first token, from 0
 * @param to one past the last token; equal to {@code from} if the range is empty
 */
public record TokenRange(int from, int to) {
    public TokenRange {
        Require.that(from >= 0 && from <= to, "token range: must satisfy 0 <= from <= to, was %d..%d", from, to);
    }

    /** The number of tokens. */
    public int size() {
        return to - from;
    }
}
