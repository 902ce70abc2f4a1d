package io.millrace.state;

import io.millrace.state.codec.Chunk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.flink.api.common.state.ListState;

/**
 * A folder as operator state: its files, one after the other, in chunks.
 *
 * <p>A checkpoint or savepoint is thus self-contained: it can be moved, kept or deleted together with the folder's
 * contents.
 */
public final class FolderState {
    private static final int CHUNK_BYTES = 4 << 20;

    private FolderState() {}

    /** Replaces the state with the files of a folder. */
    public static void write(Path folder, ListState<Chunk> chunks) throws Exception {
        chunks.clear();
        try (ZipOutputStream zip = new ZipOutputStream(new Chunks(chunks));
                Stream<Path> files = Files.walk(folder)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    /** Writes the files to a folder, which is created. Returns whether the state contained any. */
    public static boolean read(ListState<Chunk> chunks, Path folder) throws Exception {
        List<InputStream> parts = new ArrayList<>();
        for (Chunk chunk : chunks.get()) {
            parts.add(new ByteArrayInputStream(chunk.bytes()));
        }
        if (parts.isEmpty()) {
            return false;
        }
        Files.createDirectories(folder);
        try (ZipInputStream zip = new ZipInputStream(new SequenceInputStream(Collections.enumeration(parts)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("checkpoint: a file must lie in its folder, was " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return true;
    }

    /** The content of one file; empty if there is no such file. Reads only as far as needed. */
    public static Optional<byte[]> file(Iterator<Chunk> chunks, String name) throws IOException {
        Enumeration<InputStream> parts = new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return chunks.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(chunks.next().bytes());
            }
        };
        try (ZipInputStream zip = new ZipInputStream(new SequenceInputStream(parts))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return Optional.of(zip.readAllBytes());
                }
            }
        }
        return Optional.empty();
    }

    /** Cuts a stream into chunks of state. */
    private static final class Chunks extends OutputStream {
        private final ListState<Chunk> state;
        private final byte[] buffer = new byte[CHUNK_BYTES];
        private int filled;

        private Chunks(ListState<Chunk> state) {
            this.state = state;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int now = Math.min(length - done, CHUNK_BYTES - filled);
                System.arraycopy(bytes, from + done, buffer, filled, now);
                filled += now;
                done += now;
                if (filled == CHUNK_BYTES) {
                    emit();
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (filled > 0) {
                emit();
            }
        }

        private void emit() throws IOException {
            try {
                state.add(new Chunk(Arrays.copyOf(buffer, filled)));
            } catch (Exception e) {
                throw new IOException("checkpoint: a chunk could not be stored", e);
            }
            filled = 0;
        }
    }
}
