package io.millrace.state.codec;

import java.util.Arrays;

/**
 * A chunk of a file in state. A value class instead of a bare array, so that Flink need not copy it at every
 * checkpoint.
 *
 * @param bytes owned by this value; must not be written to
 */
public record Chunk(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Chunk that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
