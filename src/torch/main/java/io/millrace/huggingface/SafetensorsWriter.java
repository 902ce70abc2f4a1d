package io.millrace.huggingface;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.json.JsonMappers;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a file that is byte-identical to that of Hugging Face's library: tensors sorted by name, header padded with
 * spaces to a multiple of 8 bytes, and {@code {"format":"pt"}} as metadata, without which transformers refuses a file.
 */
public final class SafetensorsWriter {
    private static final int CHUNK = 1 << 18;

    private SafetensorsWriter() {}

    /**
     * Writes a file atomically.
     *
     * @param tensors the tensors to write; their names must be distinct
     * @param type type of all values; rounds to nearest, ties to even
     */
    public static void write(Path file, List<TensorSource> tensors, FloatType type) {
        List<TensorSource> sorted = tensors.stream()
                .sorted(Comparator.comparing(TensorSource::name))
                .toList();
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                drain(channel, header(sorted, type));
                for (TensorSource tensor : sorted) {
                    writeTensor(channel, tensor, type);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(file, e), e);
        }
    }

    private record Entry(
            String dtype,
            List<Long> shape,
            @JsonProperty("data_offsets") List<Long> dataOffsets) {}

    private static ByteBuffer header(List<TensorSource> tensors, FloatType type) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("__metadata__", Map.of("format", "pt"));
        long offset = 0;
        for (TensorSource tensor : tensors) {
            long end = offset + tensor.elements() * type.bytes();
            root.put(tensor.name(), new Entry(type.name(), tensor.shape(), List.of(offset, end)));
            offset = end;
        }
        String json = JsonMappers.plain().writeValueAsString(root);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        byte[] padded = (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + padded.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .put(padded)
                .flip();
    }

    private static void writeTensor(FileChannel channel, TensorSource tensor, FloatType type) throws IOException {
        long elements = tensor.elements();
        float[] values = new float[(int) Math.min(CHUNK, elements)];
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long offset = 0; offset < elements; offset += values.length) {
            int count = (int) Math.min(values.length, elements - offset);
            tensor.reader().read(offset, values, count);
            bytes.clear();
            for (int i = 0; i < count; i++) {
                type.put(bytes, values[i]);
            }
            drain(channel, bytes.flip());
        }
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * A tensor to be written.
     *
     * @param name unique in the file
     * @param shape its dimensions
     * @param reader provides its values
     */
    public record TensorSource(String name, List<Long> shape, FloatReader reader) {
        public TensorSource {
            shape = List.copyOf(shape);
        }

        /** A tensor whose values are in memory. */
        public static TensorSource of(String name, List<Long> shape, float... values) {
            return new TensorSource(
                    name, shape, (offset, to, count) -> System.arraycopy(values, (int) offset, to, 0, count));
        }

        /** Number of values. */
        long elements() {
            return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }
    }

    /** Provides the values of a tensor in chunks. */
    @FunctionalInterface
    public interface FloatReader {
        /**
         * Copies values.
         *
         * @param offset index of the first value in the tensor
         * @param to receives the values from index 0
         * @param count number of values
         */
        void read(long offset, float[] to, int count);
    }
}
