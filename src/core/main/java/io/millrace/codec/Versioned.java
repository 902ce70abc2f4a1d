package io.millrace.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Payloads that start with the version of their format. */
public final class Versioned {
    private Versioned() {}

    public static <T> void write(Codec<T> codec, T value, DataOutput out) throws IOException {
        out.writeByte(codec.version());
        codec.write(value, out);
    }

    /** @throws IOException if the payload was written by a newer Millrace */
    public static <T> T read(Codec<T> codec, DataInput in) throws IOException {
        int version = in.readByte();
        if (version < 1 || version > codec.version()) {
            throw new IOException(
                    "%s: version must be in 1..%d, was %d: the bytes were written by a newer Millrace or by another program"
                            .formatted(codec.getClass().getSimpleName(), codec.version(), version));
        }
        return codec.read(version, in);
    }

    public static <T> byte[] toBytes(Codec<T> codec, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            write(codec, value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException if the bytes are not a valid encoding */
    public static <T> T fromBytes(Codec<T> codec, byte[] bytes) {
        try {
            return read(codec, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
