package io.millrace.dataset;

import io.millrace.file.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Format of a file of records. */
public enum DatasetFormat {
    /** By the file's name; a {@code .json} file by its first character. */
    AUTO,
    /** One JSON object per line, also gzipped. */
    JSONL,
    /** One JSON array of objects, also gzipped. */
    JSON,
    PARQUET;

    /** The format of a file if this is {@link #AUTO}, otherwise this. */
    DatasetFormat of(Path file) throws IOException {
        if (this != AUTO) {
            return this;
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return JSONL;
        }
        if (plain.endsWith(".json")) {
            return startsWithBracket(file) ? JSON : JSONL;
        }
        throw new DatasetException(
                "data set %s: name must end in .jsonl, .ndjson, .json, .parquet or one of the first three and .gz; set format"
                        .formatted(file));
    }

    /** A file's bytes, unpacked if its name ends in {@code .gz}. */
    static InputStream open(Path file) throws IOException {
        InputStream bytes = InputFile.stream(file);
        try {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
                    ? new GZIPInputStream(bytes, 1 << 16)
                    : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static boolean startsWithBracket(Path file) throws IOException {
        try (InputStream bytes = open(file)) {
            int next = bytes.read();
            while (next == 0xEF || next == 0xBB || next == 0xBF || Character.isWhitespace(next)) {
                next = bytes.read();
            }
            return next == '[';
        }
    }
}
