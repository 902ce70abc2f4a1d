package io.millrace.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a stream line by line, as bytes, so that broken UTF-8 affects a single line. Only the beginning of a line that is too long
 * is kept in memory.
 */
public final class Lines {
    /** Maximum size of a line, in bytes: as a JSON tree it may take thirty times as much. */
    public static final int MAX_LENGTH = 16 << 20;

    private static final int BUFFER = 1 << 16;
    private static final int BEGINNING = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    private long number;
    private long start;
    private boolean ended;

    public Lines(InputStream in) {
        this.in = in;
    }

    /**
     * A line without its end.
     *
     * @param number from 1
     * @param start offset of its first byte in the stream
     * @param length in bytes
     * @param content its bytes; only the beginning if it is too long
     */
    public record Line(long number, long start, long length, byte[] content) {
        /** The problem of a line that is too long; empty if it is not. */
        public Optional<String> tooLong() {
            return length > MAX_LENGTH
                    ? Optional.of("must have at most %d bytes, had %d".formatted(MAX_LENGTH, length))
                    : Optional.empty();
        }
    }

    /** The next line; empty after the last. The text after the last line end is also a line, even if it is empty. */
    public Optional<Line> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(BEGINNING);
        long length = 0;
        while (true) {
            int end = end();
            keep(content, length, end - at);
            length += end - at;
            at = end;
            if (at < filled) {
                at++;
                return Optional.of(line(length, content));
            }
            filled = in.read(buffer);
            at = 0;
            if (filled < 0) {
                ended = true;
                return Optional.of(line(length, content));
            }
        }
    }

    /** The end of the line in the buffer, or of the buffer. */
    private int end() {
        int end = at;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        return Math.max(at, end);
    }

    private void keep(ByteArrayOutputStream content, long before, int more) {
        if (before + more <= MAX_LENGTH) {
            content.write(buffer, at, more);
        }
    }

    private Line line(long length, ByteArrayOutputStream content) {
        byte[] kept = content.toByteArray();
        Line line = new Line(++number, start, length, length <= MAX_LENGTH ? kept : beginning(kept));
        start += length + 1;
        return line;
    }

    private static byte[] beginning(byte[] kept) {
        return Arrays.copyOf(kept, Math.min(kept.length, BEGINNING));
    }
}
