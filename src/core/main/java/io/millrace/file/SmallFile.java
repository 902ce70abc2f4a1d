package io.millrace.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces files atomically: whenever the process ends, the file has either the complete old or the complete new
 * content.
 */
public final class SmallFile {
    private SmallFile() {}

    /** Replaces the content of a file, or creates it. */
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces the content of a file, or creates it. Nothing is forced to disk. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path draft = draft(file);
        Files.write(draft, content);
        rename(draft, file);
    }

    /**
     * As {@link #replace(Path, byte[])}, but also safe against power failures: the new content is on disk before it replaces the
     * old.
     */
    public static void replaceDurably(Path file, byte[] content) throws IOException {
        Path draft = draft(file);
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        rename(draft, file);
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".draft");
    }

    private static void rename(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
