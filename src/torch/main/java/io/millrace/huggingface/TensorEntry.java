package io.millrace.huggingface;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The header entry of a tensor.
 *
 * @param name unique in the file
 * @param type type of its values
 * @param shape its dimensions; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
public record TensorEntry(String name, FloatType type, List<Long> shape, long begin, long end) {
    public TensorEntry {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        shape = List.copyOf(shape);
    }

    /** Number of values. */
    public long elements() {
        return (end - begin) / type.bytes();
    }
}
