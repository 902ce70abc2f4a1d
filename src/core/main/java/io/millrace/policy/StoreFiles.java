package io.millrace.policy;

import io.millrace.json.UnreadableJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Checksums and error messages for the files of a policy store. */
final class StoreFiles {
    private StoreFiles() {}

    /** Begins checksums of programs outside Millrace: zlib's CRC-32, which every language has. */
    static final String CRC32 = "crc32:";

    /**
     * CRC-32C over the names and bytes of a folder's files, without its manifest, in hexadecimal. It is only meant to
     * detect incomplete or mixed-up folders; a cryptographic digest took 5 % of the default run.
     */
    static String checksum(Path folder) throws IOException {
        return checksum(folder, new CRC32C());
    }

    /** The checksum of a folder by the same method as one that was recorded for it. */
    static String checksum(Path folder, String recorded) throws IOException {
        return recorded.startsWith(CRC32) ? CRC32 + checksum(folder, new CRC32()) : checksum(folder);
    }

    private static String checksum(Path folder, Checksum crc) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            if (name.equals("version.json")) {
                continue;
            }
            byte[] named = name.getBytes(StandardCharsets.UTF_8);
            crc.update(named, 0, named.length);
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    crc.update(buffer, 0, read);
                }
            }
        }
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Describes an I/O failure including its class, since {@code getMessage} is often only a path. */
    static String describe(IOException e) {
        if (e instanceof UnreadableJsonException) {
            return e.toString();
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return e.getClass().getSimpleName() + ": " + reason;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // Retention is deleting the folder.
        }
    }
}
