package io.millrace.gguf;

import io.millrace.huggingface.Safetensors.FloatSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a GGUF file: metadata by key, then float32 tensors.
 *
 * <pre>
 *   "GGUF"  version  number of tensors  number of keys
 *   (key  type  value)*  (name  rank  dimensions, innermost first  type  offset)*  padding  (values  padding)*
 * </pre>
 *
 * <p>All numbers are little-endian; a string is its length in bytes and its UTF-8 bytes.
 */
final class GgufWriter {
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int CHUNK = 1 << 18;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int TENSOR_F32 = 0;

    private final GrowingBuffer metadata = new GrowingBuffer();
    private final List<Tensor> tensors = new ArrayList<>();
    private long keys;

    /** Reads the values of a tensor. */
    @FunctionalInterface
    interface Values {
        /** Passes all values to the sink, in order. */
        void read(FloatSink sink);
    }

    private record Tensor(String name, List<Long> shape, Values values) {
        long bytes() {
            return Float.BYTES * shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }
    }

    /** Adds an unsigned number. */
    GgufWriter put(String key, int value) {
        key(key, UINT32).putInt(value);
        return this;
    }

    /** Adds a number. */
    GgufWriter put(String key, float value) {
        key(key, FLOAT32).putInt(Float.floatToRawIntBits(value));
        return this;
    }

    /** Adds a flag. */
    GgufWriter put(String key, boolean value) {
        key(key, BOOL).putByte((byte) (value ? 1 : 0));
        return this;
    }

    /** Adds a text. */
    GgufWriter put(String key, String value) {
        key(key, STRING).putString(value);
        return this;
    }

    /** Adds a list of texts. */
    GgufWriter putTexts(String key, List<String> values) {
        array(key, STRING, values.size());
        values.forEach(metadata::putString);
        return this;
    }

    /** Adds a list of whole numbers. */
    GgufWriter putNumbers(String key, List<Integer> values) {
        array(key, INT32, values.size());
        values.forEach(metadata::putInt);
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param shape its dimensions, outermost first
     */
    GgufWriter put(String name, List<Long> shape, Values values) {
        tensors.add(new Tensor(name, List.copyOf(shape), values));
        return this;
    }

    /** Writes the file, which must not exist. */
    void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            drain(channel, head());
            for (Tensor tensor : tensors) {
                pad(channel);
                write(channel, tensor);
            }
            pad(channel);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private GrowingBuffer key(String key, int type) {
        keys++;
        return metadata.putString(key).putInt(type);
    }

    private void array(String key, int type, int size) {
        key(key, ARRAY).putInt(type).putLong(size);
    }

    private ByteBuffer head() {
        GrowingBuffer head = new GrowingBuffer();
        for (byte letter : "GGUF".getBytes(StandardCharsets.US_ASCII)) {
            head.putByte(letter);
        }
        head.putInt(VERSION).putLong(tensors.size()).putLong(keys).put(metadata);
        long offset = 0;
        for (Tensor tensor : tensors) {
            head.putString(tensor.name()).putInt(tensor.shape().size());
            for (int i = tensor.shape().size() - 1; i >= 0; i--) {
                head.putLong(tensor.shape().get(i));
            }
            head.putInt(TENSOR_F32).putLong(offset);
            offset = aligned(offset + tensor.bytes());
        }
        return head.bytes();
    }

    private static void write(FileChannel channel, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        tensor.values().read((values, count, offset) -> {
            for (int from = 0; from < count; from += CHUNK) {
                int some = Math.min(CHUNK, count - from);
                bytes.clear();
                bytes.asFloatBuffer().put(values, from, some);
                try {
                    drain(channel, bytes.limit(some * Float.BYTES));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static void pad(FileChannel channel) throws IOException {
        long position = channel.position();
        drain(channel, ByteBuffer.allocate((int) (aligned(position) - position)));
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
