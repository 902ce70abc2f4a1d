package io.millrace.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The building blocks of payloads: varints, text, arrays, lists. */
final class Fields {
    private static final int MAX_LENGTH = 1 << 28;

    private Fields() {}

    /** Writes one item of a list. */
    interface Writer<T> {
        void write(T item, DataOutput out) throws IOException;
    }

    /** Reads one item of a list. */
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    /** Writes a non-negative number as a varint of 7 bits per byte, low bits first. */
    static void writeNumber(long number, DataOutput out) throws IOException {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readNumber(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("payload: a varint has more than 10 bytes");
    }

    static int readLength(DataInput in) throws IOException {
        long length = readNumber(in);
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("payload: a length must be in 0..%d, was %d".formatted(MAX_LENGTH, length));
        }
        return (int) length;
    }

    static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(bytes.length, out);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[readLength(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static <T> void writeList(List<T> list, Writer<T> writer, DataOutput out) throws IOException {
        writeNumber(list.size(), out);
        for (T item : list) {
            writer.write(item, out);
        }
    }

    static <T> List<T> readList(Reader<T> reader, DataInput in) throws IOException {
        int length = readLength(in);
        List<T> list = new ArrayList<>(Math.min(length, 1024));
        for (int i = 0; i < length; i++) {
            list.add(reader.read(in));
        }
        return list;
    }

    static <E extends Enum<E>> void writeEnum(E value, DataOutput out) throws IOException {
        writeText(value.name(), out);
    }

    static <E extends Enum<E>> E readEnum(Class<E> type, DataInput in) throws IOException {
        return Enum.valueOf(type, readText(in));
    }
}
