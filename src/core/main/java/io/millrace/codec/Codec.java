package io.millrace.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Encodes values of a type as bytes and decodes them. Stateless.
 *
 * @param <T> the type
 */
public interface Codec<T> {
    /** The version that {@link #write} writes, 1 to 127; it increases with every change of the format. */
    int version();

    /** Writes a value in the current format, without the version itself. */
    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads a value.
     *
     * @param version the version of the format it was written in, at most {@link #version()}
     */
    T read(int version, DataInput in) throws IOException;
}
