package io.millrace.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads GGUF files by the format's description, independently of {@link GgufWriter}. */
final class GgufReader {
    private final ByteBuffer in;

    private GgufReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A file.
     *
     * @param metadata values by key
     * @param tensors tensors by name
     */
    record Content(Map<String, Object> metadata, Map<String, Tensor> tensors) {}

    /**
     * A tensor.
     *
     * @param shape innermost dimension first
     */
    record Tensor(List<Long> shape, float[] values) {}

    static Content read(Path file) throws IOException {
        return new GgufReader(Files.readAllBytes(file)).content();
    }

    private record Entry(String name, List<Long> shape, int type, long offset) {}

    private Content content() {
        byte[] magic = new byte[4];
        in.get(magic);
        if (!new String(magic, StandardCharsets.US_ASCII).equals("GGUF") || in.getInt() != 3) {
            throw new IllegalStateException("not GGUF 3");
        }
        long tensors = in.getLong();
        long keys = in.getLong();
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (long k = 0; k < keys; k++) {
            metadata.put(text(), value(in.getInt()));
        }
        List<Entry> entries = new ArrayList<>();
        for (long t = 0; t < tensors; t++) {
            entries.add(entry());
        }
        int data = (in.position() + 31) / 32 * 32;
        Map<String, Tensor> read = new LinkedHashMap<>();
        entries.forEach(entry -> read.put(entry.name(), tensor(entry, data)));
        return new Content(metadata, read);
    }

    private Entry entry() {
        String name = text();
        List<Long> shape = new ArrayList<>();
        int rank = in.getInt();
        for (int i = 0; i < rank; i++) {
            shape.add(in.getLong());
        }
        return new Entry(name, shape, in.getInt(), in.getLong());
    }

    private Tensor tensor(Entry entry, int data) {
        if (entry.type() != 0 || entry.offset() % 32 != 0) {
            throw new IllegalStateException(entry.toString());
        }
        float[] values = new float
                [(int) entry.shape().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)];
        in.slice(data + (int) entry.offset(), 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(entry.shape(), values);
    }

    private Object value(int type) {
        return switch (type) {
            case 4, 5 -> in.getInt();
            case 6 -> in.getFloat();
            case 7 -> in.get() == 1;
            case 8 -> text();
            case 9 -> list();
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private List<Object> list() {
        int type = in.getInt();
        long size = in.getLong();
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            list.add(value(type));
        }
        return list;
    }

    private String text() {
        byte[] bytes = new byte[(int) in.getLong()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
