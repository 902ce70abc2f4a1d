package io.millrace.track;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that is written at its end; what a failed write has left there is overwritten. Not thread-safe. */
final class AppendedFile implements Closeable {
    private final RandomAccessFile file;
    private long end;

    /** Finds the end of the complete part of a file. */
    interface Scan {
        /**
         * Scans a file.
         *
         * @param length its length, in bytes
         * @return the length of its complete part, in bytes
         * @throws IOException if it is another kind of file
         */
        long complete(Path file, long length) throws IOException;
    }

    /** Opens a file, created if it is missing, and cuts off what follows its complete part. */
    AppendedFile(Path path, Scan scan) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        file = new RandomAccessFile(path.toFile(), "rw");
        try {
            end = scan.complete(path, file.length());
            file.setLength(end);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    void append(String text) throws IOException {
        file.setLength(end);
        file.seek(end);
        file.write(text.getBytes(StandardCharsets.UTF_8));
        end = file.getFilePointer();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
