package io.millrace.codec;

import io.millrace.model.TokenIds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Arrays as blocks of bytes, a whole block a call: {@link DataInput} and {@link DataOutput} are slow byte by byte, and a
 * response has thousands of tokens.
 */
final class Blocks {
    /** Bytes of ids that are read ahead at most. */
    private static final int WINDOW = 1 << 13;

    private Blocks() {}

    /** The number of ids, and each in 7 bits a byte, low bits first. */
    static void writeTokens(TokenIds tokens, DataOutput out) throws IOException {
        int[] ids = tokens.ids();
        byte[] bytes = new byte[size(ids)];
        int at = 0;
        for (int id : ids) {
            long rest = id;
            while ((rest & ~0x7FL) != 0) {
                bytes[at++] = (byte) (rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
        }
        Fields.writeNumber(ids.length, out);
        out.write(bytes);
    }

    private static int size(int[] ids) {
        int size = 0;
        for (int id : ids) {
            size += id < 1 << 7 ? 1 : id < 1 << 14 ? 2 : id < 1 << 21 ? 3 : id < 1 << 28 ? 4 : 5;
            size += id < 0 ? 9 : 0; // sign-extended to 64 bits, as every number is
        }
        return size;
    }

    /**
     * Reads ahead without reading too far: what n ids are still missing, the one begun among them, takes n bytes at least.
     */
    static TokenIds readTokens(DataInput in) throws IOException {
        int[] ids = new int[Fields.readLength(in)];
        byte[] window = new byte[Math.min(ids.length, WINDOW)];
        int done = 0;
        long id = 0;
        int shift = 0;
        while (done < ids.length) {
            int available = Math.min(ids.length - done, WINDOW);
            in.readFully(window, 0, available);
            for (int i = 0; i < available; i++) {
                byte next = window[i];
                id |= (long) (next & 0x7F) << shift;
                shift += 7;
                if (next >= 0) {
                    ids[done++] = (int) id;
                    id = 0;
                    shift = 0;
                } else if (shift > 63) {
                    throw new IOException("payload: a number must end within 10 bytes, did not");
                }
            }
        }
        return new TokenIds(ids);
    }

    /** The number of values, and each as IEEE 754 single precision, high byte first. */
    static void writeFloats(float[] values, DataOutput out) throws IOException {
        Fields.writeNumber(values.length, out);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    static float[] readFloats(DataInput in) throws IOException {
        FloatBuffer floats =
                ByteBuffer.wrap(read(Float.BYTES * Fields.readLength(in), in)).asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /** The number of values, and each as IEEE 754 half precision, high byte first. */
    static void writeHalves(float[] values, DataOutput out) throws IOException {
        Fields.writeNumber(values.length, out);
        byte[] bytes = new byte[Short.BYTES * values.length];
        for (int i = 0; i < values.length; i++) {
            short half = Half.of(values[i]);
            bytes[2 * i] = (byte) (half >>> 8);
            bytes[2 * i + 1] = (byte) half;
        }
        out.write(bytes);
    }

    static float[] readHalves(DataInput in) throws IOException {
        byte[] bytes = read(Short.BYTES * Fields.readLength(in), in);
        float[] values = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.toFloat((short) (bytes[2 * i] << 8 | bytes[2 * i + 1] & 0xff));
        }
        return values;
    }

    private static byte[] read(int length, DataInput in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
