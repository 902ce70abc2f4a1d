package io.millrace.codec;

import io.millrace.model.TokenIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * Arrays of tokens in JSON, as Base64: their number as a varint, followed by the ids as varints of 7 bits per byte, low bits first, or
 * by the values as IEEE 754 half precision, high byte first.
 */
final class PackedArrays {
    private PackedArrays() {}

    private interface Body {
        void write(DataOutput out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    static byte[] tokens(TokenIds tokens) {
        return pack(out -> Blocks.writeTokens(tokens, out));
    }

    static byte[] halves(float... values) {
        return pack(out -> Blocks.writeHalves(values, out));
    }

    static TokenIds tokens(String packed) throws IOException {
        return unpack(packed, Blocks::readTokens);
    }

    static float[] halves(String packed) throws IOException {
        return unpack(packed, Blocks::readHalves);
    }

    private static byte[] pack(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            body.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T unpack(String packed, Reader<T> reader) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw new IOException("a packed array is not Base64: " + e.getMessage(), e);
        }
        return reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
