package io.millrace.huggingface;

import io.millrace.file.InputFile;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** An open safetensors file. Reads are positional and streamed; one thread at a time. */
public final class Safetensors implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final Header header;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private Safetensors(Path file, FileChannel channel, Header header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws PolicyException if it cannot be read or is malformed
     */
    public static Safetensors open(Path file) {
        try {
            FileChannel channel = InputFile.channel(file);
            try {
                return new Safetensors(file, channel, Header.read(file, channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PolicyException("%s: is not a readable file: %s".formatted(file, e), e);
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Its tensors by name. */
    public Map<String, TensorEntry> entries() {
        return header.entries();
    }

    /**
     * The entry of a tensor.
     *
     * @throws PolicyException if there is no tensor of that name
     */
    public TensorEntry entry(String name) {
        TensorEntry entry = entries().get(name);
        if (entry == null) {
            throw new PolicyException("%s: does not contain tensor %s".formatted(file, name));
        }
        return entry;
    }

    /** Reads all values of a tensor as float32, in order, in chunks. */
    public void read(TensorEntry entry, FloatSink sink) {
        long position = header.data() + entry.begin();
        long end = header.data() + entry.end();
        int perChunk = CHUNK_BYTES / 4;
        float[] values = new float[(int) Math.min(perChunk, entry.elements())];
        try {
            for (long offset = 0; position < end; ) {
                int count =
                        (int) Math.min(perChunk, (end - position) / entry.type().bytes());
                fill(position, count * entry.type().bytes());
                convert(entry.type(), values, count);
                sink.accept(values, count, offset);
                offset += count;
                position += (long) count * entry.type().bytes();
            }
        } catch (IOException e) {
            throw new PolicyException("%s: tensor %s could not be read: %s".formatted(file, entry.name(), e), e);
        }
    }

    private void fill(long position, int count) throws IOException {
        bytes.clear().limit(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("file became shorter while it was read");
            }
        }
        bytes.flip();
    }

    private void convert(FloatType type, float[] values, int count) {
        if (type == FloatType.F32) {
            bytes.asFloatBuffer().get(values, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = type.get(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PolicyException("%s: could not be closed: %s".formatted(file, e), e);
        }
    }

    /** Receives the values of a tensor in chunks. */
    @FunctionalInterface
    public interface FloatSink {
        /**
         * Receives one chunk.
         *
         * @param values values of the chunk; the array is reused for the next one
         * @param count number of valid values
         * @param offset index of the first value in the tensor
         */
        void accept(float[] values, int count, long offset);
    }
}
