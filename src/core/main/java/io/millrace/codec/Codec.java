package io.millrace.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A noun as bytes and back. Stateless.
 *
 * @param <T> the noun
 */
public interface Codec<T> {
    /** The version that {@link #write} writes, 1 to 127; it rises with every change of form. */
    int version();

    /** Writes a value in the current version's form, without the version itself. */
    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads a value.
     *
     * @param version the form it was written in, at most {@link #version()}
     */
    T read(int version, DataInput in) throws IOException;
}
