package io.millrace.track;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/**
 * The bytes of TensorBoard's event files: records of TensorFlow, each a protobuf message {@code Event}.
 *
 * <pre>
 *   record    length (8 bytes), masked CRC32C of them (4), data, masked CRC32C of the data (4); little-endian
 *   mask(c)   (c rotated right by 15) + 0xa282ead8
 *   Event     1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary { 1 value { 1 tag, 2 simple_value (float) } }
 * </pre>
 */
final class EventFile {
    private static final int HEADER = 12;
    private static final int CHECKSUM = 4;
    private static final int MASK = 0xa282ead8;
    private static final int STEP = 2 << 3;

    private EventFile() {}

    /** The first event of every file. */
    static byte[] version(double seconds) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        number(event, 1, seconds);
        bytes(event, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }

    /**
     * An event with scalars.
     *
     * @param seconds since the epoch
     */
    static byte[] scalars(double seconds, long step, SortedMap<String, Double> figures) {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            bytes(value, 1, figure.getKey().getBytes(StandardCharsets.UTF_8));
            value.write(2 << 3 | 5);
            value.writeBytes(little(4).putFloat(figure.getValue().floatValue()).array());
            bytes(summary, 1, value.toByteArray());
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        number(event, 1, seconds);
        event.write(STEP);
        varint(event, step);
        bytes(event, 5, summary.toByteArray());
        return event.toByteArray();
    }

    /** Encodes data as a record. */
    static byte[] record(byte[] data) {
        byte[] length = little(8).putLong(data.length).array();
        return little(HEADER + data.length + CHECKSUM)
                .put(length)
                .putInt(masked(length))
                .put(data)
                .putInt(masked(data))
                .array();
    }

    /** The greatest step in a file, up to the first damaged or truncated record; 0 if there is none. */
    static long lastStep(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long last = 0;
        while (bytes.remaining() >= HEADER) {
            byte[] length = new byte[8];
            bytes.get(length);
            long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (bytes.getInt() != masked(length) || size < 0 || size > bytes.remaining() - CHECKSUM) {
                return last;
            }
            byte[] data = new byte[(int) size];
            bytes.get(data);
            if (bytes.getInt() != masked(data)) {
                return last;
            }
            last = Math.max(last, step(data));
        }
        return last;
    }

    /** The step of an event, which Millrace writes after the time. */
    private static long step(byte[] event) {
        long step = 0;
        int at = 1 + Double.BYTES;
        if (at < event.length && event[at] == STEP) {
            int shift = 0;
            do {
                at++;
                step |= (long) (event[at] & 0x7f) << shift;
                shift += 7;
            } while (event[at] < 0 && at + 1 < event.length);
        }
        return step;
    }

    private static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private static void number(ByteArrayOutputStream message, int field, double value) {
        message.write(field << 3 | 1);
        message.writeBytes(little(Double.BYTES).putDouble(value).array());
    }

    private static void bytes(ByteArrayOutputStream message, int field, byte[] value) {
        message.write(field << 3 | 2);
        varint(message, value.length);
        message.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream message, long value) {
        long rest = value;
        while (rest >= 0x80) {
            message.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        message.write((int) rest);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
