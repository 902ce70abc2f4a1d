package io.millrace.codec;

import io.millrace.model.TokenIds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Reads and writes arrays as blocks of bytes, one block per call: {@link DataInput} and {@link DataOutput} are slow byte by byte,
 * and a response has thousands of tokens.
 */
final class Blocks {
    /** Maximum number of bytes of ids read or written at once. */
    private static final int WINDOW = 1 << 13;

    /** Maximum number of bytes of an id. */
    private static final int MAX_VARINT_BYTES = 10;

    private Blocks() {}

    /** Writes the number of ids, then each id as a varint with 7 bits per byte, low bits first. */
    static void writeTokens(TokenIds tokens, DataOutput out) throws IOException {
        int[] ids = tokens.ids();
        Fields.writeNumber(ids.length, out);
        byte[] window = new byte[Math.min(WINDOW, MAX_VARINT_BYTES * (ids.length + 1))];
        int at = 0;
        for (int id : ids) {
            if (at > window.length - MAX_VARINT_BYTES) {
                out.write(window, 0, at);
                at = 0;
            }
            at = write(id, window, at);
        }
        out.write(window, 0, at);
    }

    /** Most ids take 2 or 3 bytes, so those are written without a loop. */
    private static int write(int id, byte[] bytes, int from) {
        int at = from;
        if (id >>> 7 == 0) {
            bytes[at++] = (byte) id;
        } else if (id >>> 14 == 0) {
            bytes[at++] = (byte) (id | 0x80);
            bytes[at++] = (byte) (id >>> 7);
        } else if (id >>> 21 == 0) {
            bytes[at++] = (byte) (id | 0x80);
            bytes[at++] = (byte) (id >>> 7 | 0x80);
            bytes[at++] = (byte) (id >>> 14);
        } else {
            long rest = id; // a negative id is sign-extended to 64 bits
            while ((rest & ~0x7FL) != 0) {
                bytes[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
        }
        return at;
    }

    /** Reads ahead, but never past the last id: n remaining ids, including a partially read one, take at least n more bytes. */
    static TokenIds readTokens(DataInput in) throws IOException {
        int[] ids = new int[Fields.readLength(in)];
        byte[] window = new byte[Math.min(ids.length + MAX_VARINT_BYTES, WINDOW)];
        int done = 0;
        int kept = 0; // bytes of an id whose end has not been read
        while (done < ids.length) {
            int read = Math.min(ids.length - done, window.length - kept);
            in.readFully(window, kept, read);
            int end = kept + read;
            int at = 0;
            while (at < end) {
                if (at + 2 < end && window[at + 2] >= 0 && window[at + 1] < 0 && window[at] < 0) {
                    ids[done++] = window[at] & 0x7f | (window[at + 1] & 0x7f) << 7 | window[at + 2] << 14;
                    at += 3; // the common case for large vocabularies
                    continue;
                }
                int last = at;
                while (last < end && window[last] < 0) {
                    last++;
                }
                if (last - at >= MAX_VARINT_BYTES) {
                    throw new IOException("payload: a varint has more than 10 bytes");
                }
                if (last == end) {
                    break;
                }
                ids[done++] = read(window, at, last);
                at = last + 1;
            }
            kept = end - at;
            System.arraycopy(window, at, window, 0, kept);
        }
        return new TokenIds(ids);
    }

    private static int read(byte[] bytes, int from, int last) {
        return switch (last - from) {
            case 0 -> bytes[from];
            case 1 -> bytes[from] & 0x7f | bytes[last] << 7;
            case 2 -> bytes[from] & 0x7f | (bytes[from + 1] & 0x7f) << 7 | bytes[last] << 14;
            default -> {
                long id = 0;
                for (int i = from; i <= last; i++) {
                    id |= (long) (bytes[i] & 0x7f) << 7 * (i - from);
                }
                yield (int) id;
            }
        };
    }

    /** Writes the number of values, then each value as IEEE 754 single precision, high byte first. */
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

    /** Writes the number of values, then each value as IEEE 754 half precision, high byte first. */
    static void writeHalves(float[] values, DataOutput out) throws IOException {
        Fields.writeNumber(values.length, out);
        byte[] bytes = new byte[Short.BYTES * values.length];
        for (int i = 0; i < values.length; i++) {
            short half = HalfPrecision.of(values[i]);
            bytes[2 * i] = (byte) (half >>> 8);
            bytes[2 * i + 1] = (byte) half;
        }
        out.write(bytes);
    }

    static float[] readHalves(DataInput in) throws IOException {
        byte[] bytes = read(Short.BYTES * Fields.readLength(in), in);
        float[] values = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfPrecision.toFloat((short) (bytes[2 * i] << 8 | bytes[2 * i + 1] & 0xff));
        }
        return values;
    }

    private static byte[] read(int length, DataInput in) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
