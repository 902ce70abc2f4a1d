package io.millrace.model;

import java.util.Arrays;

/**
 * A sequence of token ids.
 *
 * @param ids ids in a model's vocabulary, from 0; the array is owned by this value and must not be written to
 */
public record TokenIds(int... ids) {
    /** The empty sequence. */
    public static final TokenIds EMPTY = new TokenIds();

    /** The number of tokens. */
    public int size() {
        return ids.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
