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
 *   Event     1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary { 1 value }
 *   value     1 tag (string), and either 2 simple_value (float) or 5 histo
 *   histo     1 min, 2 max, 3 num, 4 sum, 5 sum_squares (double), 6 bucket_limit, 7 bucket (packed doubles)
 * </pre>
 */
final class EventFile {
    private static final int HEADER = 12;
    private static final int CHECKSUM = 4;
    private static final int MASK = 0xa282ead8;
    private static final int STEP = 2 << 3;
    private static final int SUMMARY = 5 << 3 | 2;
    private static final int VALUE = 1 << 3 | 2;
    private static final int HISTOGRAM = 5 << 3 | 2;

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
        return event(seconds, step, summary.toByteArray());
    }

    /**
     * An event with histograms.
     *
     * @param seconds since the epoch
     */
    static byte[] histograms(double seconds, long step, SortedMap<String, Histogram> histograms) {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        for (Map.Entry<String, Histogram> histogram : histograms.entrySet()) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            bytes(value, 1, histogram.getKey().getBytes(StandardCharsets.UTF_8));
            bytes(value, 5, histogram(histogram.getValue()));
            bytes(summary, 1, value.toByteArray());
        }
        return event(seconds, step, summary.toByteArray());
    }

    private static byte[] histogram(Histogram histogram) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        number(message, 1, histogram.min());
        number(message, 2, histogram.max());
        number(message, 3, histogram.moments().count());
        number(message, 4, histogram.moments().sum());
        number(message, 5, histogram.moments().squares());
        ByteBuffer limits = little(Double.BYTES * histogram.buckets().size());
        ByteBuffer counts = little(Double.BYTES * histogram.buckets().size());
        for (Histogram.Bucket bucket : histogram.buckets()) {
            limits.putDouble(bucket.limit());
            counts.putDouble(bucket.count());
        }
        bytes(message, 6, limits.array());
        bytes(message, 7, counts.array());
        return message.toByteArray();
    }

    private static byte[] event(double seconds, long step, byte... summary) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        number(event, 1, seconds);
        event.write(STEP);
        varint(event, step);
        bytes(event, 5, summary);
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

    /**
     * The greatest steps in a file, up to its first damaged or truncated record.
     *
     * @param scalars of events with scalars; 0 if there is none
     * @param histograms of events with histograms; 0 if there is none
     */
    record Last(long scalars, long histograms) {
        /** Nothing has been written. */
        static final Last NONE = new Last(0, 0);

        Last and(Last other) {
            return new Last(Math.max(scalars, other.scalars), Math.max(histograms, other.histograms));
        }
    }

    /** The greatest steps in a file. */
    static Last last(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Last last = Last.NONE;
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
            last = last.and(last(data));
        }
        return last;
    }

    /** The step of an event, which Millrace writes after the time and before the summary. */
    private static Last last(byte... event) {
        ByteBuffer bytes = ByteBuffer.wrap(event);
        bytes.position(1 + Double.BYTES);
        if (!bytes.hasRemaining() || bytes.get() != STEP) {
            return Last.NONE;
        }
        long step = varint(bytes);
        return hasHistograms(bytes) ? new Last(0, step) : new Last(step, 0);
    }

    /** Whether the first value after the step is a histogram; an event has values of one kind. */
    private static boolean hasHistograms(ByteBuffer bytes) {
        if (bytes.get() != SUMMARY || varint(bytes) == 0 || bytes.get() != VALUE) {
            return false;
        }
        varint(bytes);
        bytes.get();
        int tag = (int) varint(bytes);
        bytes.position(bytes.position() + tag);
        return bytes.get() == HISTOGRAM;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
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
