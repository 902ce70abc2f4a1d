package io.millrace.dataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of each element of an array, and stops reading at one that is too long. */
final class ElementBytes extends FilterInputStream {
    private long read;

    ElementBytes(InputStream in) {
        super(in);
    }

    /** Thrown within an element that is too long. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        private TooLongException() {
            super("must have at most %d bytes, had more".formatted(Lines.MAX_LENGTH));
        }
    }

    /** Starts counting the next element; what the reader has already buffered of it is not counted. */
    void begin() {
        read = 0;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int taken = super.read(bytes, from, count);
        count(Math.max(0, taken));
        return taken;
    }

    private void count(int more) throws TooLongException {
        read += more;
        if (read > Lines.MAX_LENGTH) {
            throw new TooLongException();
        }
    }
}
