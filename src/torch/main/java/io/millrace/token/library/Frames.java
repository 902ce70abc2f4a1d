package io.millrace.token.library;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Messages between a process and the child that runs the library: a kind, a length and the payload. The child shares
 * only this package with its parent, so that its class path stays short.
 */
final class Frames {
    /** Requests the tokens of a text. */
    static final byte ENCODE = 1;
    /** Requests the tokens of a text with special tokens. */
    static final byte ENCODE_SPECIAL = 2;
    /** Requests the text of tokens without the special ones. */
    static final byte DECODE = 3;
    /** Requests the text of tokens with the special ones. */
    static final byte DECODE_SPECIAL = 4;
    /** A result. */
    static final byte ANSWER = 5;
    /** An error message instead of a result. */
    static final byte REFUSAL = 6;

    private static final int MAX_BYTES = 64 << 20;

    private Frames() {}

    /** A message. */
    record Frame(byte kind, byte[] content) {}

    static void write(DataOutputStream out, byte kind, byte[] content) throws IOException {
        out.writeByte(kind);
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    /** The next message; empty at the end of the stream. */
    static Optional<Frame> read(DataInputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return Optional.empty();
        }
        int length = in.readInt();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("message must have at most %d bytes, had %d".formatted(MAX_BYTES, length));
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("message was cut off");
        }
        return Optional.of(new Frame((byte) kind, content));
    }
}
