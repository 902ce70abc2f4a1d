package io.millrace.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files named by users. Only regular files are opened: a pipe without a writer would block forever, and a device
 * has no end. Files
 * that are read completely have a maximum size.
 */
public final class InputFile {
    private InputFile() {}

    /** Shows only its message: messages that quote an exception would otherwise contain this class name. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        private RefusedException(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Checks that a path leads to a regular file, possibly through links.
     *
     * @throws IOException if there is none; the message is the rule and what was found
     */
    public static void requireRegular(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (!found.isRegularFile()) {
            throw new RefusedException("must be a regular file, was a %s"
                    .formatted(
                            found.isDirectory() ? "folder" : "pipe, a device or a socket; copy its content to a file"));
        }
    }

    /** A short reason why a file could not be read: the exception type, unless it is one of ours, and the message. */
    public static String reason(IOException e) {
        return e instanceof RefusedException ? e.toString() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** A stream over a regular file. */
    public static InputStream stream(Path file) throws IOException {
        requireRegular(file);
        return Files.newInputStream(file);
    }

    /** A channel for reading a regular file. */
    public static FileChannel channel(Path file) throws IOException {
        requireRegular(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /**
     * Reads a regular file completely.
     *
     * @param most its maximum size, in bytes
     * @throws IOException if it cannot be read or is larger
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = stream(file)) {
            long size = Files.size(file);
            byte[] bytes = size > most ? new byte[0] : in.readNBytes(most);
            if (size > most || in.read() >= 0) {
                throw new RefusedException("must have at most %d bytes, had %s"
                        .formatted(most, size > most ? String.valueOf(size) : "more"));
            }
            return bytes;
        }
    }

    /** Reads a regular UTF-8 text file completely, like {@link #bytes(Path, int)}. */
    public static String text(Path file, int most) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file, most)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("is not UTF-8 text: " + e.getMessage());
        }
    }
}
