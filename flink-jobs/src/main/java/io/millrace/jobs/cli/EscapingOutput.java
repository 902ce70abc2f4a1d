package io.millrace.jobs.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.report.ControlCharacters;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Escapes control characters instead of sending them to the terminal, whichever part of the program prints them:
 * commands print data, names and model answers from untrusted sources.
 */
final class EscapingOutput extends OutputStream {
    private final PrintStream out;
    private final CharsetDecoder decoder;
    private byte[] rest = new byte[0];

    private EscapingOutput(PrintStream out, Charset charset) {
        this.out = requireNonNull(out, "out");
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Wraps a print stream. */
    static PrintStream to(PrintStream out) {
        Charset charset = Charset.defaultCharset();
        return new PrintStream(new EscapingOutput(out, charset), true, charset);
    }

    @Override
    public synchronized void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** A character may be split over two calls. */
    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + count)
                .put(rest)
                .put(bytes, from, count)
                .flip();
        CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, text, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        out.print(ControlCharacters.escape(text.flip().toString()));
    }

    @Override
    public void flush() {
        out.flush();
    }
}
