package io.millrace.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Little-endian bytes in memory. */
final class GrowingBuffer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    GrowingBuffer putByte(byte value) {
        out.write(value);
        return this;
    }

    GrowingBuffer putInt(int value) {
        out.writeBytes(little(Integer.BYTES).putInt(value).array());
        return this;
    }

    GrowingBuffer putLong(long value) {
        out.writeBytes(little(Long.BYTES).putLong(value).array());
        return this;
    }

    /** Appends the length of a text in bytes, and its UTF-8 bytes. */
    GrowingBuffer putString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putLong(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    GrowingBuffer put(GrowingBuffer other) {
        out.writeBytes(other.out.toByteArray());
        return this;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
